package dev.sluice.local.standin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.sluice.local.standin.Client.Answer;
import dev.sluice.local.standin.collibra.CollibraStandIn;
import dev.sluice.local.standin.http.Fault;

import static org.assertj.core.api.Assertions.assertThat;

class CollibraStandInTests {

    private static final String PLACE = """
            {"resourceType":"Community","identifier":{"name":"C"}},
            {"resourceType":"Domain","identifier":{"name":"D","community":{"name":"C"}},
             "type":{"name":"Physical Data Dictionary"}}""";
    private static final String DOMAIN = """
            {"name":"D","community":{"name":"C"}}""";

    @TempDir
    private Path directory;
    private CollibraStandIn collibra;
    private Client client;

    @BeforeEach
    void open() throws IOException {
        collibra = CollibraStandIn.open(directory, 0);
        client = Client.collibra(collibra.uri());
    }

    @AfterEach
    void close() {
        collibra.close();
    }

    @Test
    void anImportCreatesAndTheSameAgainChangesNothing() {
        String file = file(table("T1", "first"));
        JsonNode summary = summary(finished(upload(file)));
        assertThat(summary.path("importJobState").asString()).isEqualTo("COMPLETED");
        assertThat(counter(summary, "ASSET", "added")).isEqualTo(1);

        JsonNode again = summary(finished(upload(file)));
        assertThat(counter(again, "ASSET", "added") + counter(again, "ASSET", "updated")).isZero();
        assertThat(counter(again, "ATTRIBUTE", "added") + counter(again, "ATTRIBUTE", "updated")).isZero();
        assertThat(assets("T1").path("total").asInt()).isEqualTo(1);
    }

    @Test
    void anUpdateLeavesWhatItDoesNotName() {
        finished(upload(file(table("T1", "first"))));
        collibra.edit("T1", "Business Name", "A steward's word");
        finished(upload(file(table("T1", "second"))));

        String id = assets("T1").path("results").get(0).path("id").asString();
        JsonNode attributes = client.get("/rest/2.0/attributes?assetId=" + id).body().path("results");
        assertThat(attributes.findValuesAsString("value"))
                .containsExactlyInAnyOrder("second", "A steward's word");
    }

    @Test
    void anAssetIsRelatedToOneThatComesLaterInTheFile() {
        finished(upload(file("""
                {"resourceType":"Asset","identifier":{"externalSystemId":"S","externalEntityId":"col"},
                 "name":"T1 > c","displayName":"c","domain":%s,"type":{"name":"Column"},"relations":
                 {"00000000-0000-0000-0000-000000007042:TARGET":[{"name":"T1","domain":%s}]}}"""
                .formatted(DOMAIN, DOMAIN), table("T1", "x"))));
        JsonNode relation = client.get("/rest/2.0/relations").body().path("results").get(0);
        assertThat(relation.path("source").path("name").asString()).isEqualTo("T1 > c");
        assertThat(relation.path("target").path("name").asString()).isEqualTo("T1");
    }

    @Test
    void oneMistakeStopsAllUnlessTheImportMayContinue() {
        String file = file(table("T1", "x"), table("T2", "x").replace("\"Table\"", "\"Tabel\""));
        JsonNode job = finished(upload(file));
        assertThat(job.path("state").asString()).isEqualTo("ERROR");
        assertThat(assets("T1").path("total").asInt()).isZero();

        JsonNode carriedOn = finished(client.upload("/rest/2.0/import/json-job", file,
                Map.of("continueOnError", "true")));
        assertThat(carriedOn.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(carriedOn.path("result").asString()).isEqualTo("COMPLETED_WITH_ERROR");
        assertThat(summary(carriedOn).path("importJobState").asString()).isEqualTo("COMPLETED_WITH_ERRORS");
        JsonNode errors = client.get("/rest/2.0/import/results/" + carriedOn.path("id").asString()
                + "/errors").body();
        assertThat(errors.path("results").get(0).path("command").path("indices").get(0).asInt()).isEqualTo(3);
        assertThat(assets("T1").path("total").asInt()).isEqualTo(1);
        assertThat(assets("T2").path("total").asInt()).isZero();
    }

    @Test
    void aSimulationStoresNothing() {
        finished(client.upload("/rest/2.0/import/json-job", file(table("T1", "x")),
                Map.of("simulation", "true")));
        assertThat(assets("T1").path("total").asInt()).isZero();
    }

    @Test
    void resultsOfAnUnfinishedJobAreNotThereYet() {
        collibra.holdJobs(true);
        JsonNode job = upload(file(table("T1", "x"))).body();
        String id = job.path("id").asString();
        assertThat(client.get("/rest/2.0/jobs/" + id).body().path("state").asString()).isEqualTo("WAITING");
        assertThat(client.get("/rest/2.0/import/results/" + id + "/summary").status()).isEqualTo(400);
        collibra.holdJobs(false);
        finished(new Answer(200, job, ""));
    }

    @Test
    void errorsHaveTheFormOfTheirApi() {
        assertThat(new Client(collibra.uri(), "Basic x").get("/rest/2.0/assets").status()).isEqualTo(401);
        Answer missing = client.get("/rest/2.0/jobs/00000000-0000-0000-0000-000000000001");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.body().propertyNames())
                .containsExactlyInAnyOrder("statusCode", "titleMessage", "helpMessage", "userMessage",
                        "errorCode");
        assertThat(client.get("/rest/2.0/assets?limit=1001").status()).isEqualTo(400);
        assertThat(client.post("/rest/2.0/import/json-job", "application/json", "[]").status())
                .isEqualTo(400);
    }

    @Test
    void pagesAndMatchModesFindEachAssetOnce() {
        List<String> tables = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tables.add(table("T" + i, "x"));
        }
        finished(upload(file(tables.toArray(String[]::new))));
        var names = new HashSet<String>();
        for (int offset = 0; offset < 5; offset += 2) {
            client.get("/rest/2.0/assets?limit=2&offset=" + offset).body().path("results")
                    .forEach(asset -> names.add(asset.path("name").asString()));
        }
        assertThat(names).hasSize(5);
        assertThat(client.get("/rest/2.0/assets?name=T").body().path("total").asInt()).isEqualTo(5);
        assertThat(client.get("/rest/2.0/assets?name=T&nameMatchMode=EXACT").body().path("total").asInt())
                .isZero();
    }

    @Test
    void whatWasImportedIsThereAfterARestart() throws IOException {
        finished(upload(file(table("T1", "x"))));
        collibra.close();
        open();
        assertThat(assets("T1").path("total").asInt()).isEqualTo(1);
    }

    @Test
    void aFaultHitsAsOftenAsItSays() {
        collibra.faults().add(Fault.throttling("/rest/2.0/assets", Duration.ofSeconds(7), 1));
        Answer refused = client.get("/rest/2.0/assets");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.retryAfter()).isEqualTo("7");
        assertThat(client.get("/rest/2.0/assets").status()).isEqualTo(200);

        assertThat(client.post("/_faults", "application/json",
                "{\"path\":\"/rest\",\"status\":500}").status()).isEqualTo(200);
        assertThat(client.get("/rest/2.0/assets").status()).isEqualTo(500);
        assertThat(client.get("/rest/2.0/assets").status()).isEqualTo(200);
    }

    @Test
    void aLostAnswerLeavesTheWorkDone() {
        collibra.faults().add(Fault.losingTheAnswer("/rest/2.0/import", 502, 1));
        assertThat(upload(file(table("T1", "x"))).status()).isEqualTo(502);
        Awaitility.await().until(() -> assets("T1").path("total").asInt() == 1);
    }

    private static String table(String name, String description) {
        return """
                {"resourceType":"Asset","identifier":{"name":"%s","domain":%s},"type":{"name":"Table"},
                 "attributes":{"Description":[{"value":"%s"}]}}""".formatted(name, DOMAIN, description);
    }

    private static String file(String... commands) {
        return "[" + PLACE + "," + String.join(",", commands) + "]";
    }

    private Answer upload(String file) {
        return client.upload("/rest/2.0/import/json-job", file, Map.of("fileName", "a.json"));
    }

    private JsonNode finished(Answer submitted) {
        assertThat(submitted.status()).isEqualTo(200);
        String path = "/rest/2.0/jobs/" + submitted.body().path("id").asString();
        return Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> client.get(path).body(), job -> job.path("endDate").isNumber());
    }

    private JsonNode summary(JsonNode job) {
        return client.get("/rest/2.0/import/results/" + job.path("id").asString() + "/summary").body();
    }

    private static int counter(JsonNode summary, String kind, String what) {
        int sum = 0;
        for (JsonNode type : summary.path("resourceTypes")) {
            if (type.path("resourceType").asString().equals(kind)) {
                sum += type.path("counters").path(what).asInt();
            }
        }
        return sum;
    }

    private JsonNode assets(String name) {
        return client.get("/rest/2.0/assets?nameMatchMode=EXACT&name=" + name).body();
    }
}
