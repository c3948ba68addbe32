package dev.sluice.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.sluice.local.demo.Narrator.Told;

/**
 * The main job, told once: a submitter uploads a real CSV, a durable workflow loads it and waits, a reviewer
 * approves exactly what was loaded, and the data set arrives in the catalogue. Uses nothing but the public
 * doors of the services, so it runs against any platform, and twice against the same one.
 */
public final class Demo {

    private static final String DATASET = "airports";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

    private final Platform platform;
    private final Door anonymous;
    private final Narrator narrator;

    /** A demo against the platform, whose lines go to {@code out}. */
    public Demo(Platform platform, PrintStream out) {
        this(platform, Door.anonymous(), out);
    }

    /** The same through a door of the caller's. */
    public Demo(Platform platform, Door anonymous, PrintStream out) {
        this.platform = platform;
        this.anonymous = anonymous;
        this.narrator = new Narrator(out);
    }

    /**
     * What {@code deploy/demo} runs: against the platform that the environment names, and where it names
     * nothing against the one that {@code deploy/run} started.
     */
    public static void main(String[] arguments) throws IOException {
        Path credentials = Path.of(System.getProperty("sluice.home"), ".sluice", "credentials.env");
        Properties settings = new Properties();
        if (Files.exists(credentials)) {
            try (var reader = Files.newBufferedReader(credentials)) {
                settings.load(reader);
            }
        }
        settings.putAll(System.getenv());
        try {
            new Demo(Platform.of(settings), System.out).run();
        }
        catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        catch (StepFailed e) {
            System.err.println("The demo stopped: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Tells the story and returns what came of it.
     *
     * @throws StepFailed where a door answers something else than the story expects, or not in time
     */
    public Outcome run() {
        Door administrator = narrator.tell(() -> signIn(
                "administrator", platform.administrator(), platform.password()));
        Door submitter = newcomer(administrator, "submitter");
        Door reviewer = newcomer(administrator, "reviewer");

        narrator.tell(() -> declareContract(administrator));
        URI receipt = narrator.tell(() -> upload(submitter));
        String job = receipt.getPath().substring(receipt.getPath().lastIndexOf('/') + 1);
        JsonNode waiting = narrator.tell(() -> waitForHuman(reviewer, job));
        narrator.tell(() -> approve(reviewer, job, waiting.path("digest").asString()));
        JsonNode completed = narrator.tell(() -> completed(submitter, job));
        long lines = narrator.tell(() -> output(submitter, job));
        narrator.tell(() -> archived(submitter, job));
        JsonNode asset = narrator.tell(() -> catalogued(administrator, job));
        JsonNode closed = narrator.tell(() -> receiptClosed(submitter, receipt));
        return new Outcome(job, completed, lines, asset, closed);
    }

    private Door newcomer(Door administrator, String role) {
        String email = role + "-" + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
        String password = UUID.randomUUID().toString();
        narrator.tell(() -> signUp(administrator, email, password, role));
        return narrator.tell(() -> signIn(role, email, password));
    }

    private Told<Door> signUp(Door administrator, String email, String password, String role) {
        URI signUp = at(platform.auth(), "/auth/signup");
        anonymous.post(signUp, Map.of("first_name", "Demo", "last_name", role,
                "email", email, "password", password)).expect(201);
        if (role.equals("submitter")) {
            return new Told<>(anonymous, email + " signed up", signUp);
        }
        URI roles = at(platform.auth(), "/admin/users/" + email + "/roles");
        administrator.put(roles, List.of(role)).expect(200, 204);
        return new Told<>(anonymous, email + " signed up and was made " + role, roles);
    }

    private Told<Door> signIn(String who, String email, String password) {
        URI signIn = at(platform.auth(), "/auth/signin");
        Answer answer = anonymous.post(signIn, Map.of("email", email, "password", password)).expect(200);
        return new Told<>(anonymous.with(answer.text("access_token")), "the " + who + " signed in", signIn);
    }

    private Told<JsonNode> declareContract(Door steward) {
        URI dataset = at(platform.ingest(), "/datasets/" + DATASET);
        JsonNode schema = Door.parse(resource("airports.schema.json"));
        steward.put(dataset, schema).expect(200, 201);
        return new Told<>(schema, "the contract of data set " + DATASET + " is in force", dataset);
    }

    private Told<URI> upload(Door submitter) {
        byte[] csv = resource("airports.csv");
        URI documents = at(platform.ingest(), "/documents?dataset=" + DATASET);
        Answer answer = submitter.post(documents, "text/csv", BodyPublishers.ofByteArray(csv)).expect(202);
        String location = answer.headers().firstValue("Location")
                .orElseThrow(() -> new StepFailed(answer.what() + " answered without a Location"));
        URI receipt = platform.ingest().resolve(location);
        return new Told<>(receipt, "airports.csv (" + csv.length + " bytes) was accepted", receipt);
    }

    private Told<JsonNode> waitForHuman(Door reviewer, String job) {
        URI status = at(platform.approval(), "/status/" + job);
        JsonNode waiting = until("the job waits for a human", () -> reviewer.get(status),
                seen -> seen.path("status").asString("").equals("PENDING_APPROVAL"));
        JsonNode summary = waiting.path("summary");
        String line = "the job waits for a human: " + summary.path("records").asLong() + " records, "
                + summary.path("rejected").asLong() + " rejected";
        return new Told<>(waiting, line, status);
    }

    private Told<JsonNode> approve(Door reviewer, String job, String digest) {
        URI approve = at(platform.approval(), "/approve/" + job);
        JsonNode decided = reviewer.post(approve, Map.of("reason", "Looks right", "digest", digest))
                .expect(200, 202).body();
        return new Told<>(decided, "the reviewer approved digest " + abbreviated(digest), approve);
    }

    private Told<JsonNode> completed(Door submitter, String job) {
        URI status = at(platform.approval(), "/status/" + job);
        JsonNode done = until("the job completes", () -> submitter.get(status),
                seen -> seen.path("status").asString("").equals("COMPLETED"));
        String reviewer = done.path("decision").path("by").asString("");
        return new Told<>(done, "the job completed by " + reviewer, status);
    }

    private Told<Long> output(Door submitter, String job) {
        URI output = at(platform.approval(), "/jobs/" + job + "/output");
        long lines = submitter.read(output, Stream::count);
        return new Told<>(lines, "the result is there: " + lines + " JSON lines", output);
    }

    private Told<String> archived(Door submitter, String job) {
        URI status = at(platform.approval(), "/status/" + job);
        String archive = submitter.get(status).expect(200).text("archive_key");
        if (archive.isEmpty()) {
            throw new StepFailed("GET " + status + " names no archived source");
        }
        return new Told<>(archive, "the source was archived", status);
    }

    private Told<JsonNode> catalogued(Door steward, String job) {
        URI entry = at(platform.catalog(), "/datasets/" + DATASET);
        JsonNode asset = until("the catalogue knows the data set", () -> steward.get(entry),
                seen -> seen.path("state").asString("").equals("SYNCED")
                        && seen.path("job_id").asString("").equals(job));
        URI page = URI.create(asset.path("asset_url").asString(entry.toString()));
        return new Told<>(asset, "the catalogue has the data set", page);
    }

    private Told<JsonNode> receiptClosed(Door submitter, URI receipt) {
        JsonNode closed = until("the receipt says approved", () -> submitter.get(receipt),
                seen -> seen.path("state").asString("").equals("APPROVED"));
        List<String> states = new ArrayList<>();
        closed.path("events").forEach(event -> states.add(event.path("state").asString("")));
        return new Told<>(closed, "the receipt tells it all: " + String.join(", ", states), receipt);
    }

    private static JsonNode until(String what, Supplier<Answer> look, Predicate<JsonNode> seen) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer answer = look.get();
            // 404: the event that creates what we look for may still be on its way.
            if (answer.status() != 404 && seen.test(answer.expect(200).body())) {
                return answer.body();
            }
            if (System.nanoTime() > deadline) {
                throw new StepFailed("Waited " + PATIENCE.toSeconds() + " s until " + what
                        + "; the last look: "
                        + answer.what() + " answered " + answer.status() + " " + answer.body());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("Interrupted while waiting", e);
        }
    }

    private static String abbreviated(String digest) {
        return digest.length() > 12 ? digest.substring(0, 12) + "…" : digest;
    }

    private static URI at(URI base, String path) {
        return URI.create(base + path);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Demo.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The demo's " + name + " is missing from this build");
            }
            return in.readAllBytes();
        }
        catch (IOException e) {
            throw new StepFailed("Cannot read the demo's " + name, e);
        }
    }

    /**
     * What came of the story.
     *
     * @param job the job's id, which is the receipt's id
     * @param status the finished job as approval-service tells it
     * @param lines JSON lines in the result
     * @param asset the data set as catalog-sync knows it
     * @param receipt the closed receipt
     */
    public record Outcome(String job, JsonNode status, long lines, JsonNode asset, JsonNode receipt) {
    }
}
