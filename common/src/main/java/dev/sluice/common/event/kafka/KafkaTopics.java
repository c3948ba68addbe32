package dev.sluice.common.event.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics this process needs: created once if they are missing, left as they are otherwise. */
final class KafkaTopics implements AutoCloseable {

    private final Admin admin;
    private final int partitions;
    private final Duration patience;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    KafkaTopics(Map<String, Object> client, int partitions, Duration patience) {
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(patience.toMillis(), 5000));
        // With the usual tenth it turns to its bootstrap servers hundreds of times a second while the cluster
        // is away. Never to turn to them again would not find a cluster that has moved.
        client.putIfAbsent(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, 1000L);
        this.admin = Admin.create(client);
        this.partitions = partitions;
        this.patience = patience;
    }

    /** Returns when the topics are there. */
    void ensure(String... topics) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> missing = new HashSet<>(List.of(topics));
        missing.removeAll(known);
        if (missing.isEmpty()) {
            return;
        }
        List<NewTopic> wanted = missing.stream()
                .map(each -> new NewTopic(each, Optional.of(partitions), Optional.empty())).toList();
        for (var created : admin.createTopics(wanted).values().entrySet()) {
            try {
                created.getValue().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
            catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
            known.add(created.getKey());
        }
    }

    /** Asks the cluster who it is. */
    void check(Duration within) throws InterruptedException, ExecutionException, TimeoutException {
        admin.describeCluster().clusterId().get(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
