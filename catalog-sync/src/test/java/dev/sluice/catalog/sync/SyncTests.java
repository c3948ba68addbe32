package dev.sluice.catalog.sync;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.catalog.Catalogue;
import dev.sluice.common.identity.Role;
import dev.sluice.local.standin.purview.Found;

import static org.assertj.core.api.Assertions.assertThat;

class SyncTests extends SyncApi {

    @Test
    void everythingThatPurviewKnowsIsBroughtOnceAndThenLeftAlone() {
        JsonNode first = sync();
        assertThat(numbers(first)).isEqualTo("COMPLETED read 12 created 12 updated 0 unchanged 0 missing 0 "
                + "failed 0 pending 0");
        assertThat(first.path("errors").isEmpty()).isTrue();
        assertThat(assets()).hasSize(12);
        JsonNode table = Catalogue.assets("mssql://sql-core.database.windows.net/claims/dbo/claim")
                .getFirst();
        assertThat(table.path("type").asString()).isEqualTo("Table");
        assertThat(table.path("displayName").asString()).isEqualTo("claim");
        assertThat(table.path("attributes").path("Data Classification").path(0).asString())
                .isEqualTo("INTERNAL_ACCOUNT_NUMBER");

        int imports = Catalogue.collibra().importsAccepted();
        assertThat(numbers(sync())).isEqualTo("COMPLETED read 12 created 0 updated 0 unchanged 12 missing 0 "
                + "failed 0 pending 0");
        assertThat(Catalogue.collibra().importsAccepted()).isEqualTo(imports);
    }

    @Test
    void anEndedRunKeepsItsTotalsAndNotTheWholeSource() {
        JsonNode ended = sync();
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> sql.sql("select count(*) from sync_item").query(Long.class).single() == 0);
        assertThat(numbers(ended("/syncs/" + ended.path("id").asString()))).isEqualTo(numbers(ended));
    }

    @Test
    void pagesThatRepeatAssetsCountEachOnce() {
        Catalogue.purview().overlap(2);
        assertThat(numbers(sync())).startsWith("COMPLETED read 12 created 12 ");
        assertThat(assets()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void whatAShiftedPageLeftOutIsNotTakenForVanished() {
        sync();
        Catalogue.purview().overlap(-1);
        JsonNode shifted = sync();
        assertThat(numbers(shifted)).startsWith("COMPLETED_WITH_ERRORS read 10 created 0 updated 0 "
                + "unchanged 10 missing 0 ");
        assertThat(shifted.path("errors").path(0).path("message").asString()).contains("completely");
        assertThat(statuses()).doesNotContain("Missing from source");
    }

    @Test
    void aGuessedTotalProvesNothing() {
        sync();
        Catalogue.purview().approximate(true);
        assertThat(Catalogue.purview().remove(bundled().getFirst().path("id").asString())).isTrue();
        assertThat(numbers(sync())).contains(" missing 0 ");
        Catalogue.purview().approximate(false);
        assertThat(numbers(sync())).contains(" missing 1 ");
    }

    @Test
    void whatHasVanishedIsMarkedAndComesBackAsTheSameAsset() {
        Found found = table("mssql://s/d/t", "t");
        Catalogue.purview().put(found);
        sync();
        String id = Catalogue.assets("mssql://s/d/t").getFirst().path("id").asString();
        Catalogue.collibra().edit("mssql://s/d/t", "Business Name", "Ours");

        assertThat(Catalogue.purview().remove("guid-1")).isTrue();
        assertThat(numbers(sync())).isEqualTo("COMPLETED read 12 created 0 updated 0 unchanged 12 missing 1 "
                + "failed 0 pending 0");
        assertThat(Catalogue.assets("mssql://s/d/t").getFirst().path("status").asString())
                .isEqualTo("Missing from source");
        assertThat(door.get(Role.SUBMITTER, "/assets/guid-1").json().path("state").asString())
                .isEqualTo("MISSING");

        Catalogue.purview().put(found);
        assertThat(numbers(sync())).contains(" updated 1 unchanged 12 ");
        JsonNode back = Catalogue.assets("mssql://s/d/t").getFirst();
        assertThat(back.path("id").asString()).isEqualTo(id);
        assertThat(back.path("status").asString()).isEqualTo("Implemented");
        assertThat(Catalogue.attribute("mssql://s/d/t", "Business Name")).isEqualTo("Ours");
        assertThat(door.get(Role.SUBMITTER, "/assets/guid-1").json().path("asset_url").asString())
                .endsWith("/asset/" + id);
    }

    @Test
    void moreVanishedAtOnceThanIsBelievedIsAFaultOfTheSource() {
        sync();
        bundled().subList(0, 6).forEach(asset -> assertThat(
                Catalogue.purview().remove(asset.path("id").asString())).isTrue());
        JsonNode run = sync();
        assertThat(numbers(run)).startsWith("COMPLETED_WITH_ERRORS read 6 ").contains(" missing 0 ");
        assertThat(run.path("errors").path(0).path("message").asString()).contains("6 of 12");
        assertThat(statuses()).doesNotContain("Missing from source");
    }

    @Test
    void aRenamedAssetStaysTheSame() {
        Catalogue.purview().put(table("mssql://s/d/before", "before"));
        sync();
        String id = Catalogue.assets("mssql://s/d/before").getFirst().path("id").asString();
        Catalogue.purview().put(table("mssql://s/d/after", "after"));
        assertThat(numbers(sync())).contains(" created 0 updated 1 ");
        assertThat(Catalogue.assets("mssql://s/d/before")).isEmpty();
        assertThat(Catalogue.assets("mssql://s/d/after").getFirst().path("id").asString()).isEqualTo(id);
    }

    @Test
    void anAssetThatCannotBeStoredDoesNotStopTheOthers() {
        String poison = "mssql://sql-core.database.windows.net/claims/dbo/payment";
        Catalogue.collibra().refuse(poison);
        JsonNode run = sync();
        assertThat(numbers(run)).isEqualTo("COMPLETED_WITH_ERRORS read 12 created 11 updated 0 unchanged 0 "
                + "missing 0 failed 1 pending 0");
        assertThat(run.path("errors").size()).isEqualTo(1);
        assertThat(run.path("errors").path(0).path("item").asString()).isEqualTo(poison);
        assertThat(run.path("errors").path(0).path("message").asString()).contains("cannot be stored");
        assertThat(assets()).hasSize(11);

        assertThat(Catalogue.collibra().acceptAgain(poison)).isTrue();
        assertThat(numbers(sync())).isEqualTo("COMPLETED read 12 created 1 updated 0 unchanged 11 missing 0 "
                + "failed 0 pending 0");
    }

    @Test
    void reportsComeInPages() {
        sync();
        sync();
        sync();
        JsonNode page = door.get(Role.STEWARD, "/syncs?page=1&size=2").json();
        assertThat(page.path("total").asInt()).isEqualTo(3);
        assertThat(page.path("items").size()).isEqualTo(1);
        assertThat(page.path("items").path(0).path("created").asInt()).isEqualTo(12);
        assertThat(door.get(Role.STEWARD, "/syncs?size=101").status()).isEqualTo(400);
        assertThat(door.get(Role.STEWARD, "/assets?size=5").json().path("total").asInt()).isEqualTo(12);
    }

    private static Found table(String qualifiedName, String name) {
        return Found.of("guid-1", "azure_sql_table", qualifiedName, name, List.of());
    }

    private static List<String> statuses() {
        return members("status");
    }

    private static List<JsonNode> bundled() {
        JsonNode all = RestClient.create().get()
                .uri(Catalogue.purview().uri().resolve("/_state")).retrieve().body(JsonNode.class);
        return all == null ? List.of() : all.valueStream().toList();
    }
}
