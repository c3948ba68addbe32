package dev.sluice.acceptance.permission;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.test.Http;
import dev.sluice.local.demo.Platform;

/** Who calls: one for each role of the matrix, signed in once, since a sign-in costs a hash. */
final class Cast {

    static final String ADMIN = "admin";

    /** Those who have an account, and roles if any. */
    static final List<String> PEOPLE =
            List.of(Cell.PERSON, "submitter", "reviewer", "steward", "operator", ADMIN);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final int auth;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Person> spares = new HashMap<>();
    private final Credentials client;
    private final String stranger;

    /** Somebody who can sign in. */
    record Person(String email, String password) {
    }

    /** What a sign-in gives. */
    record Session(String access, String refresh) {
    }

    /** What a client proves itself with. */
    record Credentials(String id, String secret) {

        String form() {
            return "client_id=" + id + "&client_secret=" + secret;
        }
    }

    Cast(Platform platform) {
        auth = platform.auth().getPort();
        tokens.put(Cell.NOBODY, "");
        tokens.put(ADMIN, signIn(new Person(platform.administrator(), platform.password())).access());
        PEOPLE.stream().filter(role -> !role.equals(ADMIN))
                .forEach(role -> tokens.put(role, signIn(newcomer(role)).access()));
        stranger = signIn(newcomer("submitter")).access();
        client = register();
        tokens.put(Cell.SERVICE, clientToken());
    }

    /** Empty for nobody. */
    String token(String role) {
        String token = tokens.get(role);
        if (token == null) {
            throw new AssertionError("permission-matrix.csv: nobody has the role " + role);
        }
        return token;
    }

    /** Of another submitter. */
    String stranger() {
        return stranger;
    }

    /** One more person of that role, whose tokens may end. */
    Person spare(String role) {
        return spares.computeIfAbsent(role, this::newcomer);
    }

    Credentials client() {
        return client;
    }

    /** A new one, of the client that is the service among the callers. */
    String clientToken() {
        return expect(200, Http.send(Http.request(auth, "/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=client_credentials&" + client.form()))))
                .path("access_token").asString();
    }

    Session signIn(Person person) {
        JsonNode session = expect(200, Http.send(Http.json(auth, "/auth/signin", "",
                json(Map.of("email", person.email(), "password", person.password())))));
        return new Session(session.path("access_token").asString(),
                session.path("refresh_token").asString());
    }

    Person newcomer(String role) {
        Person person = new Person(fresh("p") + "@example.org", UUID.randomUUID().toString());
        expect(201, Http.send(Http.json(auth, "/auth/signup", "", signUp(person))));
        expect(200, Http.send(Http.request(auth, "/admin/users/" + person.email() + "/roles", token(ADMIN),
                "Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json(role.equals(Cell.PERSON) ? List.of() : List.of(role))))));
        return person;
    }

    static String signUp(Person person) {
        return json(Map.of("first_name", "Ann", "last_name", "Lee", "email", person.email(),
                "password", person.password()));
    }

    /** A name that nothing has yet. */
    static String fresh(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    private Credentials register() {
        String id = fresh("client");
        JsonNode made = expect(201, Http.send(Http.json(auth, "/admin/clients", token(ADMIN),
                json(Map.of("id", id, "name", "Caller", "scopes", List.of("flags:evaluate"))))));
        return new Credentials(id, made.path("secret").path("secret").asString());
    }

    private static JsonNode expect(int status, Http.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("Expected " + status + ", got " + answer);
        }
        return answer.json();
    }
}
