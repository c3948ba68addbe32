package dev.sluice.local.standin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.sluice.local.standin.Client.Answer;
import dev.sluice.local.standin.purview.Found;
import dev.sluice.local.standin.purview.PurviewStandIn;

import static org.assertj.core.api.Assertions.assertThat;

class PurviewStandInTests {

    private static final String QUERY = "/datamap/api/search/query?api-version=2023-09-01";

    @TempDir
    private Path directory;
    private PurviewStandIn purview;
    private Client client;

    @BeforeEach
    void open() throws IOException {
        purview = PurviewStandIn.open(directory, 0);
        client = signedIn();
    }

    @AfterEach
    void close() {
        purview.close();
    }

    @Test
    void itKnowsTheBundledAssets() {
        JsonNode found = query("{\"keywords\":null}").body();
        assertThat(found.path("@search.count").asInt()).isEqualTo(12);
        assertThat(found.path("@search.count.approximate").asBoolean()).isFalse();
        assertThat(found.has("continuationToken")).isFalse();
        assertThat(found.path("value").get(0).propertyNames()).contains("@search.score", "id",
                "qualifiedName", "name", "entityType", "classification", "assetType", "updateTime");
    }

    @Test
    void pagesFollowTheTokenToTheEnd() {
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = query("{\"limit\":5" + token + "}").body();
            page.path("value").forEach(asset -> ids.add(asset.path("id").asString()));
            token = page.has("continuationToken")
                    ? ",\"continuationToken\":\"" + page.path("continuationToken").asString() + "\"" : "";
        }
        while (!token.isEmpty());
        assertThat(ids).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void aTokenBelongsToItsQuery() {
        String token = query("{\"limit\":5}").body().path("continuationToken").asString();
        assertThat(query("{\"limit\":6,\"continuationToken\":\"" + token + "\"}").status()).isEqualTo(400);
        assertThat(query("{\"limit\":1001}").status()).isEqualTo(400);
        assertThat(query("{\"filter\":{\"somethingElse\":1}}").status()).isEqualTo(400);
    }

    @Test
    void pagesOverlapOnDemand() {
        purview.overlap(1);
        JsonNode first = query("{\"limit\":5}").body();
        JsonNode second = query("{\"limit\":5,\"continuationToken\":\""
                + first.path("continuationToken").asString() + "\"}").body();
        assertThat(second.path("value").get(0)).isEqualTo(first.path("value").get(4));
    }

    @Test
    void filtersNarrowTheSearch() {
        assertThat(query("{\"filter\":{\"or\":[{\"entityType\":\"azure_sql_table\"},"
                + "{\"entityType\":\"azure_sql_view\"}]}}").body()
                        .path("@search.count").asInt()).isEqualTo(4);
        assertThat(query("{\"filter\":{\"and\":[{\"entityType\":\"azure_datalake_gen2_path\"},"
                + "{\"classification\":[\"INTERNAL_ACCOUNT_NUMBER\"]}]}}").body()
                        .path("@search.count").asInt()).isEqualTo(2);
    }

    @Test
    void withoutAValidTokenThereIsNoAnswer() {
        assertThat(new Client(purview.uri(), "Bearer x").post(QUERY, "application/json", "{}").status())
                .isEqualTo(401);
        assertThat(token("client_secret=wrong&client_id=sluice").status()).isEqualTo(401);
        purview.expireTokens();
        assertThat(query("{}").status()).isEqualTo(401);
    }

    @Test
    void whatItKnowsSurvivesARestart() throws IOException {
        purview.know(List.of(Found.of("1", "azure_sql_table", "q://1", "one", List.of())));
        purview.close();
        open();
        assertThat(query("{}").body().path("@search.count").asInt()).isEqualTo(1);
    }

    private Answer query(String body) {
        return client.post(QUERY, "application/json", body);
    }

    private Client signedIn() {
        Answer token = token("client_id=sluice&client_secret=dev-only-purview");
        return new Client(purview.uri(), "Bearer " + token.body().path("access_token").asString());
    }

    private Answer token(String credentials) {
        return new Client(purview.uri(), "none").post("/tenant/oauth2/v2.0/token",
                "application/x-www-form-urlencoded", "grant_type=client_credentials&"
                        + "scope=https%3A%2F%2Fpurview.azure.net%2F.default&" + credentials);
    }
}
