package dev.sluice.catalog;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;

@CatalogTest
class AccessTests {

    private static final String SOMETHING = "/00000000-0000-0000-0000-000000000001";

    @Autowired
    private Door door;
    @Autowired
    private JdbcClient sql;

    @Test
    void withoutAValidTokenNothingIsToldAndNothingDone() {
        long before = runs();
        TestIssuer issuer = TestIssuer.shared();
        for (String token : List.of("", "nonsense", issuer.expired("1", "a@example.org", Role.ADMIN),
                issuer.foreign("1", "a@example.org", Role.ADMIN))) {
            for (String path : List.of("/datasets", "/datasets/x", "/assets", "/assets/x", "/syncs",
                    "/syncs" + SOMETHING, "/deliveries", "/deliveries" + SOMETHING)) {
                assertThat(door.send("GET", path, token).status()).as(path).isEqualTo(401);
            }
            assertThat(door.send("POST", "/syncs", token).status()).isEqualTo(401);
            assertThat(door.send("POST", "/deliveries" + SOMETHING + "/retry", token).status())
                    .isEqualTo(401);
        }
        assertThat(runs()).isEqualTo(before);
    }

    @Test
    void onlyThoseWhoAnswerForTheCatalogueRunAndSeeSyncs() {
        long before = runs();
        for (Role role : List.of(Role.SUBMITTER, Role.REVIEWER)) {
            assertThat(door.post(role, "/syncs").status()).isEqualTo(403);
            assertThat(door.get(role, "/syncs").status()).isEqualTo(403);
            assertThat(door.get(role, "/deliveries").status()).isEqualTo(403);
            assertThat(door.post(role, "/deliveries" + SOMETHING + "/retry").status()).isEqualTo(403);
            assertThat(door.get(role, "/datasets").status()).isEqualTo(200);
            assertThat(door.get(role, "/assets").status()).isEqualTo(200);
        }
        for (Role role : List.of(Role.STEWARD, Role.OPERATOR, Role.ADMIN)) {
            assertThat(door.get(role, "/syncs").status()).isEqualTo(200);
            assertThat(door.get(role, "/deliveries").status()).isEqualTo(200);
            assertThat(door.get(role, "/syncs" + SOMETHING).problem()).isEqualTo("sync-not-found");
            assertThat(door.get(role, "/deliveries" + SOMETHING).problem()).isEqualTo("delivery-not-found");
            assertThat(door.get(role, "/assets/x").problem()).isEqualTo("asset-not-found");
        }
        assertThat(runs()).isEqualTo(before);
    }

    private long runs() {
        return sql.sql("select count(*) from sync_run").query(Long.class).single();
    }
}
