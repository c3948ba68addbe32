package dev.sluice.catalog;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.ServiceProcess;
import dev.sluice.common.test.TestIssuer;
import dev.sluice.common.test.TestKafka;
import dev.sluice.local.stack.Postgres;
import dev.sluice.local.stack.Stack;
import dev.sluice.local.standin.StandIns;

import static org.assertj.core.api.Assertions.assertThat;

/** The service is killed between an import and its own notes of it, and started again. */
class CrashTests {

    private static final String OPERATOR = TestIssuer.shared().token(Role.OPERATOR);

    private final String prefix = "crash" + UUID.randomUUID().toString().substring(0, 8) + ".";

    @Test
    void whatWasImportedWhenTheProcessDiedIsNotDoubledAndNothingIsLost() throws Exception {
        try (StandIns standIns = Catalogue.start()) {
            ServiceProcess service = service(standIns);
            try {
                killAndStartAgain(standIns, service);
            }
            finally {
                service.stop();
            }
        }
    }

    private ServiceProcess service(StandIns standIns) {
        Map<String, Object> properties = Catalogue.properties(standIns);
        Postgres postgres = Stack.shared().postgres();
        properties.put("spring.datasource.url", postgres.newDatabase("crash"));
        properties.put("spring.datasource.username", postgres.user());
        properties.put("spring.datasource.password", postgres.password());
        properties.put("sluice.events.prefix", prefix);
        properties.put("sluice.events.kafka.bootstrap-servers", Stack.shared().kafka().bootstrapServers());
        properties.put("sluice.identity.issuer", TestIssuer.shared().url());
        return new ServiceProcess(CatalogApplication.class, properties);
    }

    private void killAndStartAgain(StandIns standIns, ServiceProcess service) throws Exception {
        service.start();
        standIns.collibra().holdJobs(true);
        String sync = Http.send(Http.request(service.port(), "/syncs", OPERATOR)
                .POST(HttpRequest.BodyPublishers.noBody())).header("Location");
        await().until(() -> standIns.collibra().importsAccepted() == 1);
        String dataset = TestApprovals.dataset();
        TestKafka.publish(prefix + TestApprovals.TOPIC,
                TestApprovals.approved(dataset, TestApprovals.NOON, "sha256:1"));
        await().until(() -> standIns.collibra().importsAccepted() == 2);

        service.kill();
        standIns.collibra().holdJobs(false);
        await().until(() -> Catalogue.assets(standIns.collibra(), dataset).size() == 1);
        service.takeOver();

        await().until(() -> show(service, "/datasets/" + dataset),
                shown -> shown.path("state").asString("").equals("SYNCED"));
        JsonNode report = await().until(() -> show(service, sync), run -> run.path("ended_at").isString());
        assertThat(report.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(report.path("read").asInt()).isEqualTo(12);
        assertThat(report.path("created").asInt()).isEqualTo(12);
        List<String> names = new ArrayList<>();
        Catalogue.state(standIns.collibra()).path("assets")
                .forEach(asset -> names.add(asset.path("name").asString()));
        assertThat(names).hasSize(12 + 3).doesNotHaveDuplicates().contains(dataset, dataset + " > iata");
    }

    private static JsonNode show(ServiceProcess service, String path) {
        return Http.send(Http.request(service.port(), path, OPERATOR)).json();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }
}
