package dev.sluice.local.rolling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

import dev.sluice.local.demo.Answer;
import dev.sluice.local.demo.Door;
import dev.sluice.local.engine.Jvm;
import dev.sluice.local.process.Launch;
import dev.sluice.local.process.LoopbackPorts;
import dev.sluice.local.process.Readiness;
import dev.sluice.local.process.Server;

/** One build of auth-service, as an instance with a port of its own. */
final class Build {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Builds of their own have just kept the machine busy. */
    private static final Duration START = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final Path jar;
    private final URI address;
    private final Server server;

    Build(String name, Path jar, Path home, Map<String, Object> settings) {
        this.name = name;
        this.jar = jar;
        int port = LoopbackPorts.free(1).getFirst();
        this.address = URI.create("http://127.0.0.1:" + port);
        Map<String, Object> all = new HashMap<>(settings);
        all.put("server.port", port);
        this.server = new Server("The " + name + " build", home.resolve(name), new Launch(
                List.of(Jvm.executable(), "-Xmx512m", "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED", "-jar", jar.toString()),
                List.of(port), Readiness.http(at("/actuator/health/readiness"), PATIENCE))
                .within(START).with(Map.of("SPRING_APPLICATION_JSON", JSON.writeValueAsString(all))));
    }

    void start() {
        server.start();
    }

    void stop() {
        server.stop();
    }

    /** Also while it is started. */
    void kill() {
        server.kill();
    }

    Answer signUp(String email, String password) {
        return post("/auth/signup", Map.of("first_name", "Ann", "last_name", "Lee", "email", email,
                "password", password)).expect(201);
    }

    Answer signIn(String email, String password) {
        return post("/auth/signin", Map.of("email", email, "password", password)).expect(200);
    }

    Answer refresh(String token) {
        return post("/auth/refresh", Map.of("refresh_token", token)).expect(200);
    }

    void signOut(String refreshToken) {
        post("/auth/signout", Map.of("refresh_token", refreshToken)).expect(204);
    }

    Answer me(String token) {
        return Door.anonymous().with(token).get(at("/auth/me"));
    }

    /** Returns what is registered: an identifier and a secret. */
    Client register(String administrator, String id) {
        return shown(id, Door.anonymous().with(administrator).post(at("/admin/clients"),
                Map.of("id", id, "name", id, "scopes", List.of("flags:evaluate"))));
    }

    /** Another secret of it, beside the first. */
    Client anotherSecret(String administrator, Client client) {
        return shown(client.id(), Door.anonymous().with(administrator).post(
                at("/admin/clients/" + client.id() + "/secrets?overlap_seconds=600"), Map.of()));
    }

    private static Client shown(String id, Answer registered) {
        return new Client(id, registered.expect(201).body().path("secret").path("secret").asString(""));
    }

    String token(Client client) {
        return askForToken(client).expect(200).text("access_token");
    }

    boolean gives(Client client) {
        return askForToken(client).status() == 200;
    }

    private Answer askForToken(Client client) {
        return form(client, "/oauth2/token", "grant_type=client_credentials");
    }

    boolean introspects(Client client, String token) {
        return form(client, "/oauth2/introspect", "token=" + token).expect(200).body().path("active")
                .asBoolean(false);
    }

    /** Sign-ins so far that cost no hash, since their password was remembered. */
    double remembered() {
        return Door.anonymous().read(at("/actuator/prometheus"), lines -> lines
                .filter(line -> line.startsWith("sluice_auth_signins_total")
                        && line.contains("outcome=\"cached\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum());
    }

    /** Puts the audit trail, as this build exports it, into a file. */
    void export(String administrator, Path trail, Path keys) throws IOException {
        Door door = Door.anonymous().with(administrator);
        List<String> rows = door.read(at("/admin/audit/export"), Stream::toList);
        Files.write(trail, rows);
        Files.writeString(keys, door.get(at("/admin/audit/keys")).expect(200).body().toString());
    }

    /** What this build says of such files; empty where they are sound. */
    String objections(Path trail, Path keys) throws IOException, InterruptedException {
        Process verifier = new ProcessBuilder(Jvm.executable(), "-XX:TieredStopAtLevel=1", "-jar",
                jar.toString(), "audit-verify", "--keys", keys.toString(), trail.toString())
                .redirectErrorStream(true).start();
        String told = new String(verifier.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return verifier.waitFor() == 0 ? "" : told.strip();
    }

    private Answer post(String path, Object body) {
        return Door.anonymous().post(at(path), body);
    }

    private Answer form(Client client, String path, String form) {
        String basic = Base64.getEncoder().encodeToString(
                (client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
        return Door.anonymous().with("Authorization", "Basic " + basic)
                .post(at(path), "application/x-www-form-urlencoded", BodyPublishers.ofString(form));
    }

    private URI at(String path) {
        return address.resolve(path);
    }

    @Override
    public String toString() {
        return name;
    }

    record Client(String id, String secret) {

        @Override
        public String toString() {
            return id;
        }
    }
}
