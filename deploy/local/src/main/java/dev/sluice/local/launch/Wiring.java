package dev.sluice.local.launch;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import dev.sluice.local.stack.Stack;

/**
 * Tells each service where the others are. A service gets its configuration as one JSON value in its
 * environment: exact property names, and no secret on a command line that everybody on the machine can read.
 */
final class Wiring {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Home home;
    private final Ports ports;
    private final Broker broker;
    private final Stack stack;
    private final Credentials credentials;
    private final Map<String, String> settings;

    /** @param settings of all services, over what they are told here */
    Wiring(Home home, Ports ports, Broker broker, Stack stack, Credentials credentials,
            Map<String, String> settings) {
        this.home = home;
        this.ports = ports;
        this.broker = broker;
        this.stack = stack;
        this.credentials = credentials;
        this.settings = settings;
    }

    Map<String, String> environment(Service service) {
        Map<String, Object> properties = new LinkedHashMap<>();
        common(service, properties);
        switch (service) {
            case AUTH -> auth(properties);
            case APPROVAL -> {
                events(properties);
                objects(properties);
                client(service, "flags:evaluate", properties);
                properties.put("sluice.approval.flags.url", ports.address(Service.FLAG));
            }
            case INGEST -> {
                events(properties);
                objects(properties);
            }
            case FLAG -> { }
            case CATALOG -> {
                events(properties);
                properties.put("sluice.catalog.collibra.url", Ports.address(ports.collibra()));
                URI purview = Ports.address(ports.purview());
                properties.put("sluice.catalog.purview.url", purview);
                properties.put("sluice.catalog.purview.token-url", purview + "/local/oauth2/v2.0/token");
            }
        }
        properties.putAll(settings);
        return Map.of("SPRING_APPLICATION_JSON", JSON.writeValueAsString(properties));
    }

    private void common(Service service, Map<String, Object> properties) {
        properties.put("server.port", ports.of(service));
        properties.put("spring.datasource.url", "jdbc:postgresql://" + stack.postgres().host() + ":"
                + stack.postgres().port() + "/" + service.database());
        properties.put("spring.datasource.username", service.database());
        properties.put("spring.datasource.password", Databases.password(service));
        // Each connection costs a handshake and a process: so they come when they are needed.
        properties.put("spring.datasource.hikari.minimum-idle", 1);
        properties.put("sluice.identity.issuer", ports.address(Service.AUTH));
    }

    private void auth(Map<String, Object> properties) {
        properties.put("sluice.auth.administrator.email", credentials.administrator());
        properties.put("sluice.auth.administrator.password", credentials.password());
        properties.put("sluice.auth.key-encryption-key", credentials.keyEncryptionKey());
        properties.put("spring.data.redis.sentinel.master", stack.redis().masterName());
        properties.put("spring.data.redis.sentinel.nodes", String.join(",", stack.redis().sentinels()));
    }

    private void events(Map<String, Object> properties) {
        properties.put("sluice.events.broker", broker.id());
        switch (broker) {
            case KAFKA -> properties.put(
                    "sluice.events.kafka.bootstrap-servers", stack.kafka().bootstrapServers());
            case PULSAR -> {
                properties.put("sluice.events.pulsar.service-url", stack.pulsar().serviceUrl());
                properties.put("sluice.events.pulsar.admin-url", stack.pulsar().adminUrl());
            }
        }
    }

    private void objects(Map<String, Object> properties) {
        properties.put("sluice.objects.file.root", home.objects());
    }

    private void client(Service service, String scope, Map<String, Object> properties) {
        properties.put("sluice.identity.client.token-uri", ports.address(Service.AUTH) + "/oauth2/token");
        properties.put("sluice.identity.client.id", service.module());
        properties.put("sluice.identity.client.secret", "dev-only-" + service.module());
        properties.put("sluice.identity.client.scope", scope);
    }
}
