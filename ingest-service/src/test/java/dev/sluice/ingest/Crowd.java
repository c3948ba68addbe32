package dev.sluice.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.sluice.common.test.Http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several clients that send one small document after the other, each under a key of its own and again until
 * they are told that it was accepted.
 */
final class Crowd {

    static final String SUBMITTER = UUID.randomUUID().toString();

    private static final int CLIENTS = 4;
    /** Between two documents of one client, so that they are not all that two cores do. */
    private static final Duration BREATH = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Door door;
    private final String dataset;
    private final String token = Door.submitter(SUBMITTER);
    private final Map<String, Optional<UUID>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean going = true;

    Crowd(Door door, String dataset) {
        this.door = door;
        this.dataset = dataset;
    }

    void start() {
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(Thread.ofVirtual().start(this::send));
        }
    }

    void awaitAccepted(int more) {
        int before = accepted.get();
        await().atMost(LONG).until(() -> accepted.get() >= before + more);
    }

    void awaitRefused(int more) {
        int before = refused.get();
        await().atMost(LONG).until(() -> refused.get() >= before + more);
    }

    /** What each document was answered, by its key; empty where the answer left its client in doubt. */
    Map<String, Optional<UUID>> stop() throws InterruptedException {
        going = false;
        for (Thread client : clients) {
            client.join();
        }
        return new HashMap<>(answers);
    }

    Http.Answer upload(String key) {
        return door.upload(token, dataset, "iata,name\n" + key + ",x\n", "Idempotency-Key",
                "\"" + key + "\"");
    }

    private void send() {
        while (going) {
            String key = UUID.randomUUID().toString();
            do {
                answers.put(key, answer(key));
            }
            while (going && answers.get(key).isEmpty());
        }
    }

    private Optional<UUID> answer(String key) {
        try {
            Http.Answer answer = upload(key);
            if (answer.status() == 202) {
                accepted.incrementAndGet();
                LockSupport.parkNanos(BREATH.toNanos());
                return Optional.of(Door.id(answer));
            }
            // In flight while the upload that was cut off still counts as alive.
            assertThat(answer.status()).as("%s", answer).matches(status -> status == 409 || status >= 500);
        }
        catch (Http.Unanswered broken) {
            // A client that is cut off knows as little as one that is told of an error.
        }
        refused.incrementAndGet();
        LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
        return Optional.empty();
    }
}
