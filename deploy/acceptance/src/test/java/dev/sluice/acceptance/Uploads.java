package dev.sluice.acceptance;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.sluice.local.demo.Answer;
import dev.sluice.local.demo.Door;
import dev.sluice.local.demo.StepFailed;

/**
 * Documents that are uploaded at the same time, each by a client that sends it again, under the same key,
 * until it is accepted.
 */
final class Uploads {

    private static final int ROWS = 500;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final Door submitter;
    private final URI address;
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private int clients;

    /** The address includes the data set, whose rows have one column: name. */
    Uploads(Door submitter, URI address) {
        this.submitter = submitter;
        this.address = address;
    }

    /** The document that each job is about. */
    Map<String, String> accepted() {
        return accepted;
    }

    /** The lines of what a document becomes. */
    static List<String> output(String document) {
        return rows(document).map(row -> "{\"name\":\"" + row + "\"}").toList();
    }

    /** How many documents there are, accepted or not yet. */
    int size() {
        return clients;
    }

    void start(int more) {
        for (int client = 0; client < more; client++) {
            String document = next();
            upload(document, BodyPublishers.ofByteArray(csv(document)));
        }
    }

    /** One more document, of which the second half is not sent before the latch is open. */
    void startHalf(CountDownLatch rest) {
        String document = next();
        byte[] csv = csv(document);
        int half = csv.length / 2;
        upload(document, BodyPublishers.concat(
                BodyPublishers.ofByteArray(csv, 0, half),
                BodyPublishers.ofInputStream(() -> {
                    await(rest);
                    return new ByteArrayInputStream(csv, half, csv.length - half);
                })));
    }

    private String next() {
        clients++;
        return "document-" + clients;
    }

    private static byte[] csv(String document) {
        return ("name\n" + String.join("\n", rows(document).toList())).getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<String> rows(String document) {
        return IntStream.range(0, ROWS).mapToObj(row -> document + "." + row);
    }

    private void upload(String document, BodyPublisher csv) {
        Door client = submitter.with("Idempotency-Key", "\"" + document + "\"");
        Thread.startVirtualThread(() -> {
            while (!isAccepted(client, document, csv)) {
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        });
    }

    private boolean isAccepted(Door client, String document, BodyPublisher csv) {
        try {
            Answer answer = client.post(address, "text/csv", csv);
            if (answer.status() == 202) {
                accepted.put(answer.text("id"), document);
            }
            return answer.status() == 202;
        }
        catch (StepFailed unanswered) {
            // Who is cut off knows as little as who is told of an error.
            return false;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
