package dev.sluice.flag;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

/** Calls the running service as somebody with a role, as a service, or with any token. */
@TestComponent
public class Door {

    /** A flag as its writer sends it. */
    public static final String FLAG = """
            {"description": "Pay with a glance", "owner": "shop crew", "status": "Dev",
             "expiration_date": "2999-12-31"}""";

    private final Environment environment;

    Door(Environment environment, TestClock clock) {
        this.environment = environment;
        TestIssuer.shared().keepTime(clock);
    }

    /** Someone who calls, each time with a token of that moment. */
    public record Caller(Door door, Supplier<String> token, String name) {

        public Http.Answer get(String path) {
            return door.send("GET", path, token, "");
        }

        public Http.Answer put(String path, String body, String... headers) {
            return door.send("PUT", path, token, body, headers);
        }

        public Http.Answer post(String path, String body, String... headers) {
            return door.send("POST", path, token, body, headers);
        }

        public Http.Answer delete(String path, String... headers) {
            return door.send("DELETE", path, token, "", headers);
        }

        /** Makes a flag that nobody has made before, and returns its key. */
        public String flag(String members) {
            String key = key();
            Http.Answer answer = put("/flags/" + key, """
                    {"description": "A test", "owner": "testers", "status": "GA",
                     "expiration_date": "2999-12-31"%s}"""
                    .formatted(members.isEmpty() ? "" : ", " + members));
            if (answer.status() != 201) {
                throw new AssertionError(answer.toString());
            }
            return key;
        }
    }

    /** A key that no other test has. */
    public static String key() {
        return "flag-" + UUID.randomUUID();
    }

    public int port() {
        return Integer.parseInt(environment.getRequiredProperty("local.server.port"));
    }

    /** A new person with these roles. */
    public Caller as(Role... roles) {
        String id = UUID.randomUUID().toString();
        String name = id.substring(0, 8) + "@example.org";
        return new Caller(this, () -> TestIssuer.shared().token(id, name, roles), name);
    }

    public Caller steward() {
        return as(Role.STEWARD);
    }

    public Caller service(String... scopes) {
        String id = "service-" + UUID.randomUUID();
        return new Caller(this, () -> TestIssuer.shared().serviceToken(id, scopes), "");
    }

    /** Whoever has that token; empty for none. */
    public Caller with(String token) {
        return new Caller(this, () -> token, "");
    }

    private Http.Answer send(String method, String path, Supplier<String> token, String body,
            String... headers) {
        return Http.send(Http.request(port(), path, token.get(), headers)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }
}
