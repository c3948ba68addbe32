package dev.sluice.approval.document;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.event.Event;
import dev.sluice.common.object.ObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DocumentWorkflowTests {

    private static final String CSV = """
            iata,opened,runways,nickname
             00M ,3/4/1999,2,Bay
            00R,1999-02-30,1,
            ,2001/12/24,1,Nameless
            00M,24-12-2001,1,Twice
            00V,,,
            01G,2001-1-2
            """;

    private final TestWorld world = new TestWorld();

    @Test
    void anApprovedDocumentIsPublishedOnce() throws Exception {
        UUID id = world.waiting(CSV);
        Job waiting = world.job(id);
        assertThat(waiting.status()).isEqualTo(JobStatus.PENDING_APPROVAL);
        assertThat(waiting.summary()).isEqualTo(new Job.Summary(2, 4));
        assertThat(waiting.sample()).hasToString(
                "[{\"iata\":\"00M\",\"opened\":\"1999-03-04\",\"runways\":2,\"nickname\":\"Bay\"},"
                        + "{\"iata\":\"00V\",\"opened\":null,\"runways\":null,\"nickname\":null}]");
        assertThat(world.objects.find("processed/" + id + "/output.jsonl")).isEmpty();

        assertThat(world.approve(id, TestWorld.REX)).isInstanceOf(Ruling.Made.class);
        world.engine.runDue();

        Job completed = world.job(id);
        assertThat(completed.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(completed.decision().by()).isEqualTo("rex@example.org");
        String output = world.text(completed.outputKey());
        assertThat(output).isEqualTo("""
                {"iata":"00M","opened":"1999-03-04","runways":2,"nickname":"Bay"}
                {"iata":"00V","opened":null,"runways":null,"nickname":null}
                """);
        assertThat(TestWorld.sha256(output.getBytes(StandardCharsets.UTF_8))).isEqualTo(waiting.digest());
        JobBoard.Output named = new JobBoard.Output(completed.outputKey(), waiting.digest());
        assertThat(world.board.output(id, TestWorld.ANN)).isEqualTo(named);
        world.objects.delete(completed.outputKey());
        assertThat(world.board.output(id, TestWorld.ANN)).as("without reading it").isEqualTo(named);
        assertThat(world.text(completed.archiveKey())).isEqualTo(CSV);
        assertThat(completed.archiveKey()).isEqualTo("archive/" + id + "/airports.csv");
        assertThat(world.objects.find("uploads/" + id + "/airports.csv")).isEmpty();
        assertThat(world.objects.find("staging/" + id + "/output.jsonl")).isEmpty();
        assertThat(world.announced(id)).containsExactly(Announcements.APPROVED);
    }

    /** Also where it is read back from the history. */
    @Test
    void aSampleHasItsColumnsInTheOrderOfTheContractAndThenOfTheDocument() {
        UUID id = world.waiting("remarks_of_the_owner,runways,b,opened,aa,iata\n-,2,x,3/4/1999,y,00M\n");
        String shown = "[{\"iata\":\"00M\",\"opened\":\"1999-03-04\",\"runways\":2,"
                + "\"remarks_of_the_owner\":\"-\",\"b\":\"x\",\"aa\":\"y\"}]";
        assertThat(world.job(id).sample()).hasToString(shown);
        assertThat(JobView.of(world.job(id), List.of()).sample()).singleElement().satisfies(record ->
                assertThat(record.keySet()).containsExactly("iata", "opened", "runways",
                        "remarks_of_the_owner", "b", "aa"));
        Loaded recorded = world.json.treeToValue(world.engine.durable.operations(id).get(2).result(),
                Loaded.class);
        assertThat(recorded.sampleJson()).isEqualTo(shown);
    }

    @Test
    void whatWasLoadedAsATreeIsStillShown() {
        Loaded loaded = world.json.readValue("""
                {"digest": "d", "records": 1, "rejected": 0, "sample": [{"iata": "00M"}]}""", Loaded.class);
        assertThat(loaded.sampleJson()).isEqualTo("[{\"iata\":\"00M\"}]");
    }

    @Test
    void aSampleIsSmallAndSaysWhatIsCutFromIt() {
        String text = "\ud83d\ude00".repeat(200_000);
        UUID id = world.waiting("iata,nickname\n00M," + text + "\n00R," + text + "\n");
        JsonNode nickname = world.job(id).sample().get(1).path("nickname");
        assertThat(nickname.asString()).startsWith("\ud83d\ude00")
                .endsWith("\ude00\u2026 (400000 characters)").hasSizeLessThan(2_100);

        String columns = IntStream.range(0, 20_000).mapToObj(at -> ",c" + at).collect(Collectors.joining());
        UUID wide = world.waiting("iata" + columns + "\n00M" + ",x".repeat(20_000) + "\n");
        JsonNode sample = world.job(wide).sample();
        assertThat(sample.toString()).hasSizeLessThan(64_000);
        assertThat(sample.get(0).path("iata").asString()).isEqualTo("00M");
        assertThat(sample.get(0).path("\u2026").asString()).matches("\\d+ more columns");
    }

    /** However big what is kept for a job may be, a list holds only what it shows. */
    @Test
    void aListReadsNoSampleAndNoContract() {
        UUID id = world.waiting(CSV);
        String digest = world.job(id).digest();
        world.engine.jdbc.sql("""
                update job set dataset = :dataset, sample = to_json(repeat('x', 20000000)),
                    schema = to_jsonb(repeat('x', 20000000)) where id = :id""")
                .param("dataset", id.toString()).param("id", id).update();
        JobFilter filter = JobFilter.visibleTo(TestWorld.REX, null, id.toString());
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        List<Jobs.Entry> listed = world.board.list(filter, 0, 100).items();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
        assertThat(listed).singleElement().satisfies(entry -> {
            assertThat(entry.jobId()).isEqualTo(id);
            assertThat(entry.status()).isEqualTo(JobStatus.PENDING_APPROVAL);
            assertThat(entry.requestedBy()).isEqualTo("ann@example.org");
            assertThat(entry.summary()).isEqualTo(new Job.Summary(2, 4));
            assertThat(entry.digest()).isEqualTo(digest);
        });
    }

    @Test
    void rejectedRowsAreKeptWithIndexAndReason() throws Exception {
        UUID id = world.waiting(CSV);
        assertThat(world.text("processed/" + id + "/rejected.jsonl").lines()).satisfiesExactly(
                row -> assertThat(row).contains("\"index\":1", "opened is not a date of the calendar",
                        "1999-02-30"),
                row -> assertThat(row).contains("\"index\":2", "iata is required"),
                row -> assertThat(row).contains("\"index\":3", "the primary key [00M] is there already"),
                row -> assertThat(row).contains("\"index\":5", "has 2 cells, the header has 4"));
    }

    @Test
    void rejectedRowsAreFoundWithoutReadingThem() throws Exception {
        UUID id = world.waiting(CSV);
        ObjectStore looked = (ObjectStore) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ObjectStore.class}, (store, asked, arguments) -> {
            assertThat(asked.getName()).isEqualTo("exists");
            return asked.invoke(world.objects, arguments);
        });
        assertThat(new JobBoard(world.jobs, world.engine.durable, looked).rejected(id, TestWorld.ANN))
                .isEqualTo("processed/" + id + "/rejected.jsonl");
    }

    @Test
    void aRejectedDocumentIsNotPublished() throws Exception {
        UUID id = world.waiting(CSV);
        world.reject(id, TestWorld.REX);
        assertThat(world.job(id).status()).isEqualTo(JobStatus.REJECTED);
        world.engine.runDue();
        assertThat(world.engine.status(id)).isEqualTo("SUCCEEDED");
        assertThat(world.announced(id)).containsExactly(Announcements.REJECTED);
        assertThat(world.objects.find("processed/" + id + "/output.jsonl")).isEmpty();
        assertThat(world.objects.find("staging/" + id + "/output.jsonl")).isEmpty();
        assertThat(world.text("uploads/" + id + "/airports.csv")).isEqualTo(CSV);
    }

    @Test
    void aDocumentThatNobodyDecidesOnExpires() {
        UUID id = world.waiting(CSV);
        world.clock.advance(Duration.ofHours(24));
        // Too late, although no timer has fired yet.
        assertThat(world.approve(id, TestWorld.REX)).isEqualTo(new Ruling.NotWaiting(JobStatus.EXPIRED));
        assertThat(world.job(id).decision()).isNull();
        world.engine.runDue();
        assertThat(world.job(id).status()).isEqualTo(JobStatus.EXPIRED);
        assertThat(world.announced(id)).containsExactly(Announcements.EXPIRED);
        assertThat(world.approve(id, TestWorld.REX)).isEqualTo(new Ruling.NotWaiting(JobStatus.EXPIRED));
    }

    @Test
    void aDocumentThatIsNotUtf8FailsWithAReason() {
        UUID id = world.receive("iata\nZ\u00fcrich\n".getBytes(StandardCharsets.ISO_8859_1));
        world.engine.runDue();
        assertFailed(id, "UnreadableDocument: The document is not UTF-8");
    }

    @Test
    void aDocumentWithoutARequiredColumnFailsWithAReason() {
        UUID id = world.waiting("code,opened\n00M,1999-01-01\n");
        assertFailed(id, "UnreadableDocument: The header lacks required columns: iata");
    }

    @Test
    void whatTheDatabaseCannotHoldEndsAmongTheRejectedRows() throws Exception {
        UUID id = world.waiting("iata,nickname\n00M,\u0000\n00R,Bay\n");
        assertThat(world.job(id).status()).isEqualTo(JobStatus.PENDING_APPROVAL);
        assertThat(world.job(id).summary()).isEqualTo(new Job.Summary(1, 1));
    }

    @Test
    void aDocumentThatIsNotWhatWasReceivedFails() throws Exception {
        UUID id = world.receive(CSV.getBytes(StandardCharsets.UTF_8));
        world.objects.put("uploads/" + id + "/airports.csv",
                bytes("iata\n00M\n"));
        world.engine.runDue();
        assertThat(world.job(id).failure()).startsWith("DigestMismatch: The source has the digest");
    }

    @Test
    void bytesThatChangeAfterTheApprovalAreNotPublished() throws Exception {
        UUID id = world.waiting(CSV);
        world.approve(id, TestWorld.REX);
        world.objects.put("staging/" + id + "/output.jsonl",
                bytes("{\"iata\":\"XXX\"}\n"));
        world.engine.runDue();
        assertThat(world.job(id).failure()).startsWith("DigestMismatch: The output has the digest");
        assertThat(world.job(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(world.objects.find("processed/" + id + "/output.jsonl")).isEmpty();
        assertThat(world.announced(id)).containsExactly(Announcements.FAILED);
        world.engine.runDue();
        assertThat(world.folder.resolve("staging/" + id)).doesNotExist();
    }

    @Test
    void aJobThatCanNoLongerBeReadFailsWithAReason() {
        UUID id = world.receive(CSV.getBytes(StandardCharsets.UTF_8));
        world.engine.jdbc.sql("""
                update execution set input = jsonb_set(input, '{document,size}', '"much"') where id = ?""")
                .param(id).update();
        for (int tries = 0; tries < 11; tries++) {
            world.engine.runDue();
            world.clock.advance(Duration.ofMinutes(5));
        }
        assertFailed(id, "UnreadableInput: What the execution was started with can no longer be read");
    }

    @Test
    void anEventThatIsDeliveredTwiceIsOneJob() {
        UUID id = UUID.randomUUID();
        Event event = world.event(id, CSV.getBytes(StandardCharsets.UTF_8));
        world.deliver(event);
        world.deliver(event);
        world.engine.runDue();
        world.deliver(event);
        world.engine.runDue();
        assertThat(world.job(id).status()).isEqualTo(JobStatus.PENDING_APPROVAL);
        assertThat(world.engine.history(id)).containsOnlyOnce("StepStarted 1");
    }

    @Test
    void anEventThatIsNotADocumentIsRefusedSoThatItEndsAmongTheDeadLetters() {
        Event good = world.event(UUID.randomUUID(), CSV.getBytes(StandardCharsets.UTF_8));
        Event bad = new Event("not-a-uuid", good.type(), good.source(), good.subject(), good.time(),
                good.key(), good.data());
        assertThatThrownBy(() -> world.deliver(bad)).isInstanceOf(IllegalArgumentException.class);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertFailed(UUID id, String reason) {
        assertThat(world.job(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(world.job(id).failure()).isEqualTo(reason);
        assertThat(world.announced(id)).containsExactly(Announcements.FAILED);
        assertThat(world.approve(id, TestWorld.REX)).isEqualTo(new Ruling.NotWaiting(JobStatus.FAILED));
    }
}
