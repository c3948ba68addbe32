package dev.sluice.catalog;

import java.net.http.HttpRequest.BodyPublishers;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

/** Calls the running service as somebody with a role, or with any token. */
@TestComponent
public class Door {

    private final Environment environment;

    Door(Environment environment) {
        this.environment = environment;
    }

    public int port() {
        return Integer.parseInt(environment.getRequiredProperty("local.server.port"));
    }

    public Http.Answer get(Role role, String path) {
        return send("GET", path, TestIssuer.shared().token(role));
    }

    public Http.Answer post(Role role, String path) {
        return send("POST", path, TestIssuer.shared().token(role));
    }

    /** With any token; empty for none. */
    public Http.Answer send(String method, String path, String token) {
        return Http.send(Http.request(port(), path, token).method(method, BodyPublishers.noBody()));
    }
}
