package dev.sluice.auth.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;

import dev.sluice.auth.AuthApplication;
import dev.sluice.auth.Instance;
import dev.sluice.common.test.Http;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** The evidence of an installation that signs with a shared secret, and has no public key. */
class SharedSecretAuditTests {

    private static final String SECRET = "a shared secret of at least 256 bits, for a test";

    private final String database = Stack.shared().postgres().newDatabase("auth_shared_audit");

    @TempDir Path directory;

    @Test
    void theTrailIsCheckedAndNobodyButTheServiceCanTellWhoSigned() throws IOException {
        Instance first = start(SECRET);
        String administrator = first.signIn("admin@sluice.local", "dev-only-administrator").json()
                .get("access_token").asString();
        Http.Answer keys = first.get("/admin/audit/keys", administrator);
        assertThat(keys.status()).isEqualTo(200);
        assertThat(keys.body()).isEqualTo("{\"keys\":[]}");
        Path kept = Files.writeString(directory.resolve("keys.json"), keys.body());
        Path export = Files.writeString(directory.resolve("export.jsonl"),
                first.get("/admin/audit/export", administrator).body());
        assertThat(verify(0, export.toString())).contains(" rows are sound", "no --keys");
        assertThat(verify(2, "--keys", kept.toString(), export.toString())).contains("HS256");
        first.context().close();

        Instance again = start(SECRET);
        assertThat(again.context().getBean(Checkpoints.class).sign()).isPresent();
        again.context().close();

        Instance other = start(SECRET + " of another service");
        assertThat(other.context().getBean(Checkpoints.class).sign()).isEmpty();
        other.context().close();
    }

    private Instance start(String secret) {
        return new Instance(new SpringApplicationBuilder(AuthApplication.class).run("--server.port=0",
                "--spring.datasource.url=" + database, "--spring.datasource.hikari.maximum-pool-size=3",
                "--spring.data.redis.sentinel.nodes=127.0.0.1:1",
                "--sluice.auth.signing-algorithm=HS256", "--sluice.identity.shared-secret=" + secret));
    }

    private static String verify(int status, String... arguments) {
        List<String> said = new ArrayList<>();
        assertThat(AuditVerification.run(List.of(arguments), said::add)).as(said.toString())
                .isEqualTo(status);
        return said.getFirst();
    }
}
