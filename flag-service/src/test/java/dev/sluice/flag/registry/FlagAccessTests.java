package dev.sluice.flag.registry;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.TestIssuer;
import dev.sluice.flag.Door;
import dev.sluice.flag.FlagTest;

import static org.assertj.core.api.Assertions.assertThat;

@FlagTest
class FlagAccessTests {

    private static final List<String> READ = List.of("/flags", "/flags/four-eyes", "/flags/four-eyes/history",
            "/flags/export", "/flags/debt");

    @Autowired
    private Door door;

    @ParameterizedTest
    @EnumSource(names = {"SUBMITTER", "REVIEWER"})
    void whoeverMayNotWriteChangesNothing(Role role) {
        unchangedBy(door.as(role), 403);
    }

    @ParameterizedTest
    @EnumSource(names = {"STEWARD", "OPERATOR", "ADMIN"})
    void stewardsOperatorsAndAdministratorsWrite(Role role) {
        String key = Door.key();
        assertThat(door.as(role).put("/flags/" + key, Door.FLAG).status()).isEqualTo(201);
        assertThat(door.as(role).delete("/flags/" + key, "If-Match", "*").status()).isEqualTo(204);
    }

    @Test
    void aServiceReadsAndChangesNothing() {
        unchangedBy(door.service("flags:evaluate"), 403);
        for (String path : READ) {
            assertThat(door.service("flags:evaluate").get(path).status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void withoutAValidTokenNothingIsReadOrChanged() {
        TestIssuer issuer = TestIssuer.shared();
        for (String token : List.of("", "nonsense", issuer.expired("someone", "a@example.org", Role.ADMIN),
                issuer.foreign("someone", "a@example.org", Role.ADMIN))) {
            unchangedBy(door.with(token), 401);
            for (String path : READ) {
                assertThat(door.with(token).get(path).status()).as(path).isEqualTo(401);
            }
        }
    }

    private void unchangedBy(Door.Caller caller, int status) {
        String key = door.steward().flag("");
        JsonNode before = door.steward().get("/flags/" + key).json();
        String unborn = Door.key();
        assertThat(caller.put("/flags/" + key, Door.FLAG, "If-Match", "*").status()).isEqualTo(status);
        assertThat(caller.put("/flags/" + unborn, Door.FLAG).status()).isEqualTo(status);
        assertThat(caller.delete("/flags/" + key, "If-Match", "*").status()).isEqualTo(status);
        assertThat(caller.post("/flags/import", """
                [{"feature_flag_name": "%s", "status": "GA"}]""".formatted(unborn)).status())
                .isEqualTo(status);
        assertThat(door.steward().get("/flags/" + key).json()).isEqualTo(before);
        assertThat(door.steward().get("/flags/" + unborn).status()).isEqualTo(404);
    }
}
