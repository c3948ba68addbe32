package dev.sluice.auth.proof;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;

import dev.sluice.local.stack.Redis;

import static org.assertj.core.api.Assertions.assertThat;

/** The Sentinels of a Redis, and the master that they know. */
record Sentinels(Redis redis) {

    /** How long a master may be silent before they look for another. */
    void giveUpAfter(Duration silence) {
        each(sentinel -> sentinel.set(redis.masterName(), "down-after-milliseconds",
                String.valueOf(silence.toMillis())));
    }

    /** Its address, as the last of them has it. */
    String master() {
        String[] address = new String[1];
        each(sentinel -> address[0] = sentinel.getMasterAddrByName(redis.masterName()).toString());
        return address[0];
    }

    /** The process of the master: nothing but a Redis. */
    ProcessHandle masterProcess() {
        RedisURI uri = RedisURI.builder().withSentinelMasterId(redis.masterName())
                .withSentinel(uri(redis.sentinels().getFirst())).build();
        try (RedisClient client = RedisClient.create(uri); var connection = client.connect()) {
            String told = connection.sync().info("server").lines()
                    .filter(line -> line.startsWith("process_id:")).findFirst().orElseThrow();
            long id = Long.parseLong(told.substring(told.indexOf(':') + 1).strip());
            ProcessHandle process = ProcessHandle.of(id).orElseThrow();
            assertThat(process.info().command().orElseThrow()).contains("redis");
            return process;
        }
    }

    /** {@code STOP}: from then on it is silent and ends no connection, as a host that is gone. */
    static void signal(ProcessHandle process, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + process.pid())
                .start().waitFor()).isZero();
    }

    private void each(Consumer<RedisSentinelCommands<String, String>> question) {
        for (String address : redis.sentinels()) {
            try (RedisClient client = RedisClient.create();
                    var connection = client.connectSentinel(uri(address))) {
                question.accept(connection.sync());
            }
        }
    }

    private static RedisURI uri(String address) {
        return RedisURI.create("redis://" + address);
    }
}
