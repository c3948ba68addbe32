package dev.sluice.acceptance.permission;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import dev.sluice.common.test.Http;

/** Documents of the submitter and of a stranger, one of each approved and one of each waiting. */
final class Documents {

    static final String DATASET = "permissions";
    static final String UPLOAD = "/documents?dataset=" + DATASET;

    /** One for each decision that is made, and one that nobody may decide. */
    private static final int TO_DECIDE = 5;
    private static final String CONTRACT = """
            {"fields": [{"name": "name", "type": "string", "constraints": {"required": true}},
                        {"name": "age", "type": "integer"}]}""";
    static final String CSV = "name,age\nAnn,30\n,40\n";

    private final Site ingest;
    private final Site approval;
    private final Pair own;
    private final Pair others;
    private final Deque<String> undecided = new ArrayDeque<>();

    /** Two documents of one submitter. */
    record Pair(String approved, String waiting) {
    }

    Documents(Site ingest, Site approval, Cast cast) {
        this.ingest = ingest;
        this.approval = approval;
        ingest.administer("PUT", "/datasets/" + DATASET, CONTRACT);
        own = new Pair(upload(cast.token("submitter")), upload(cast.token("submitter")));
        others = new Pair(upload(cast.stranger()), upload(cast.stranger()));
        for (int document = 0; document < TO_DECIDE; document++) {
            undecided.add(upload(cast.stranger()));
        }
        Stream.of(own.approved(), others.approved()).forEach(this::approve);
        Stream.concat(undecided.stream(), Stream.of(own.waiting(), others.waiting()))
                .forEach(job -> await().until(() -> status(job).equals("PENDING_APPROVAL")));
        Stream.of(own.approved(), others.approved())
                .forEach(job -> await().until(() -> status(job).equals("COMPLETED")));
    }

    /** The submitter's. */
    Pair own() {
        return own;
    }

    /** The stranger's. */
    Pair others() {
        return others;
    }

    /** The stranger's, which waits for a decision; the same one until there is one. */
    String undecided() {
        while (!status(undecided.getFirst()).equals("PENDING_APPROVAL")) {
            undecided.removeFirst();
        }
        return undecided.getFirst();
    }

    /** What decides on a job, and names what was loaded. */
    String decision(String job) {
        return """
                {"reason": "Seen", "digest": "%s"}""".formatted(
                approval.administer("GET", "/status/" + job, "").path("digest").asString());
    }

    String status(String job) {
        return approval.administer("GET", "/status/" + job, "").path("status").asString();
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions()
                .pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50));
    }

    private void approve(String job) {
        await().until(() -> status(job).equals("PENDING_APPROVAL"));
        approval.administer("POST", "/approve/" + job, decision(job));
    }

    private String upload(String token) {
        Http.Answer accepted = Http.send(ingest.by(token, "POST", UPLOAD, "", "Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(CSV)));
        if (accepted.status() != 202) {
            throw new AssertionError(accepted.toString());
        }
        return accepted.json().path("id").asString();
    }
}
