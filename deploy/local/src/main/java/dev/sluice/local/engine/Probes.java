package dev.sluice.local.engine;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

import dev.sluice.local.process.Readiness;

/** One real request for each kind of server, wherever it runs. */
final class Probes {

    private static final String MASTER_NAME = EmbeddedRedis.MASTER_NAME;

    private Probes() {}

    static Readiness sql(int port) {
        return () -> {
            String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=2&socketTimeout=5";
            try (Connection connection = DriverManager.getConnection(
                            url, EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD);
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
        };
    }

    /**
     * A replica is ready when it has the master's data: a Sentinel that looks earlier would miss it for 10
     * s.
     */
    static Readiness redisNode(int port) {
        return () -> {
            List<String> role = Resp.ask(port, "ROLE");
            boolean ready = role.getFirst().equals("master") || role.contains("connected");
            if (!ready || !Resp.ask(port, "PING").contains("PONG")) {
                throw new IOException("node " + port + " is " + role);
            }
        };
    }

    /**
     * A Sentinel is ready when it sees every replica and every other Sentinel, and they could vote a master
     * out.
     */
    static Readiness redisSentinel(int port) {
        return () -> {
            Map<String, String> master = Resp.fields(port, "SENTINEL", "MASTER", MASTER_NAME);
            boolean all = "master".equals(master.get("flags"))
                    && "2".equals(master.get("num-slaves"))
                    && "2".equals(master.get("num-other-sentinels"));
            if (!all || !Resp.ask(port, "SENTINEL", "CKQUORUM", MASTER_NAME).getFirst().startsWith("OK")) {
                throw new IOException("Sentinel " + port + " sees " + master);
            }
        };
    }

    static Readiness kafkaCluster(int port) {
        return () -> {
            // The client would log each refused connection as a warning: look whether somebody listens first.
            Tcp.connect(port);
            try (Admin admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
                    AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, "false",
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000"))) {
                if (admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty()) {
                    throw new IllegalStateException("no broker in the cluster yet");
                }
            }
        };
    }

    /** The broker's own check: it sends itself a message. */
    static Readiness pulsarHealth(int port) {
        return Readiness.http(URI.create("http://127.0.0.1:" + port + "/admin/v2/brokers/health"),
                Duration.ofSeconds(10));
    }
}
