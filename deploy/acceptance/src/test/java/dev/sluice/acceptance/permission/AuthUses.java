package dev.sluice.acceptance.permission;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import dev.sluice.acceptance.permission.Cast.Person;
import dev.sluice.acceptance.permission.Cast.Session;
import dev.sluice.common.test.Http;

import static dev.sluice.acceptance.permission.Cast.fresh;
import static dev.sluice.acceptance.permission.Cast.json;

/** How the routes of auth-service are used. */
final class AuthUses {

    private static final String CLIENTS = "/admin/clients";

    private final Site auth;
    private final Cast cast;

    private AuthUses(Site auth, Cast cast) {
        this.auth = auth;
        this.cast = cast;
    }

    static void of(Site auth, Cast cast) {
        AuthUses uses = new AuthUses(auth, cast);
        uses.ownAccount();
        uses.sessions();
        uses.accounts();
        uses.clients();
        uses.clientTokens();
        uses.keys();
    }

    private void ownAccount() {
        auth.on("POST /auth/signup create", role -> {
            Person person = new Person(fresh("p") + "@example.org", UUID.randomUUID().toString());
            return Use.answered(auth.request(role, "POST", "/auth/signup", Cast.signUp(person)), 201)
                    .changing(() -> auth.seen("/admin/users?email=" + person.email()));
        });
        auth.on("POST /auth/password change", role -> ofOwn(role, "/auth/password", person ->
                json(Map.of("current_password", person.password(), "new_password", person.password())),
                200));
        auth.on("POST /auth/signout-everywhere delete",
                role -> ofOwn(role, "/auth/signout-everywhere", person -> "", 204));
    }

    /** By a person for their own account, by others as if they were a person, whose session goes on. */
    private Use ofOwn(String role, String path, Function<Person, String> body, int done) {
        boolean person = Cast.PEOPLE.contains(role);
        Person owner = cast.spare(person ? role : "submitter");
        Session session = cast.signIn(owner);
        return Use.answered(auth.by(person ? session.access() : cast.token(role), "POST", path,
                body.apply(owner)), done).changing(() -> isGood(session));
    }

    private void sessions() {
        Person person = cast.spare("reviewer");
        auth.on("POST /auth/signin create", Recipe.of(role -> signIn(role, person, person.password()),
                role -> signIn(role, person, "no password of anybody")));
        auth.on("POST /auth/refresh change", Recipe.of(
                role -> refresh(role, cast.signIn(person).refresh()), role -> refresh(role, "none")));
        // Whether a session was ended is told to nobody.
        auth.on("POST /auth/signout delete", Recipe.of(
                role -> signOut(role, cast.signIn(person), Session::refresh),
                role -> signOut(role, cast.signIn(person), session -> "none").orElse(204)));
    }

    private Use signIn(String role, Person person, String password) {
        return Use.answered(auth.request(role, "POST", "/auth/signin",
                json(Map.of("email", person.email(), "password", password))), 200).orElse(401);
    }

    private Use refresh(String role, String token) {
        return Use.answered(auth.request(role, "POST", "/auth/refresh",
                json(Map.of("refresh_token", token))), 200).orElse(401);
    }

    private Use signOut(String role, Session session, Function<Session, String> token) {
        return Use.answered(auth.request(role, "POST", "/auth/signout",
                json(Map.of("refresh_token", token.apply(session)))), 204).changing(() -> isGood(session));
    }

    private String isGood(Session session) {
        return String.valueOf(Http.send(auth.by(session.access(), "GET", "/auth/me", "")).status());
    }

    private void accounts() {
        String email = cast.newcomer("submitter").email();
        String account = "/admin/users/" + email;
        auth.on("GET /admin/users/{email} read", auth.read(account));
        auth.on("POST /admin/users create", role -> {
            String unborn = fresh("p") + "@example.org";
            return Use.answered(auth.request(role, "POST", "/admin/users", json(Map.of("email", unborn,
                    "first_name", "Ann", "last_name", "Lee", "roles", List.of(),
                    "password", UUID.randomUUID().toString()))), 201)
                    .changing(() -> auth.seen("/admin/users?email=" + unborn));
        });
        auth.on("PUT /admin/users/{email}/roles change", role -> {
            auth.administer("PUT", account + "/roles", json(List.of("submitter")));
            return changing(email, auth.request(role, "PUT", account + "/roles", json(List.of("reviewer"))));
        });
        auth.on("PUT /admin/users/{email}/lock change", role -> {
            auth.administer("DELETE", account + "/lock", "");
            return changing(email, auth.request(role, "PUT", account + "/lock", ""));
        });
        auth.on("DELETE /admin/users/{email}/lock change", role -> {
            auth.administer("PUT", account + "/lock", "");
            return changing(email, auth.request(role, "DELETE", account + "/lock", ""));
        });
    }

    private Use changing(String email, HttpRequest.Builder request) {
        return Use.answered(request, 200).changing(() -> auth.seen("/admin/users?email=" + email));
    }

    private void clients() {
        String client = CLIENTS + "/" + registered();
        auth.on("GET /admin/clients/{id} read", auth.read(client));
        auth.on("POST /admin/clients create", role -> {
            String id = fresh("unborn");
            return Use.answered(auth.request(role, "POST", CLIENTS, client(id)), 201)
                    .changing(() -> auth.seen(CLIENTS + "/" + id));
        });
        auth.on("PUT /admin/clients/{id} change", role -> Use.answered(auth.request(role, "PUT", client,
                json(Map.of("name", fresh("Changed"), "scopes", List.of(), "disabled", false)),
                "If-Match", "*"), 200).changing(() -> auth.seen(client)));
        auth.on("DELETE /admin/clients/{id} delete", role -> {
            String mortal = CLIENTS + "/" + registered();
            return Use.answered(auth.request(role, "DELETE", mortal, "", "If-Match", "*"), 204)
                    .changing(() -> auth.seen(mortal));
        });
        String secrets = client + "/secrets";
        auth.on("POST /admin/clients/{id}/secrets create", role -> Use.answered(
                auth.request(role, "POST", secrets + "?overlap_seconds=0", ""), 201)
                .changing(() -> auth.seen(client)));
        auth.on("DELETE /admin/clients/{id}/secrets/{secret} delete", role -> {
            String id = auth.administer("POST", secrets + "?overlap_seconds=0", "").path("secret").path("id")
                    .asString();
            return Use.answered(auth.request(role, "DELETE", secrets + "/" + id, ""), 204)
                    .changing(() -> auth.seen(client));
        });
    }

    private String registered() {
        String id = fresh("client");
        auth.administer("POST", CLIENTS, client(id));
        return id;
    }

    private static String client(String id) {
        return json(Map.of("id", id, "name", "A test", "scopes", List.of()));
    }

    private void clientTokens() {
        String good = cast.client().form();
        String bad = new Cast.Credentials(cast.client().id(), "a guess").form();
        auth.on("POST /oauth2/token create", proven(good, bad, (role, proof) -> Use.answered(
                auth.form(role, "/oauth2/token", "grant_type=client_credentials&" + proof), 200)));
        auth.on("POST /oauth2/introspect read", proven(good, bad, (role, proof) ->
                introspect(role, proof, cast.clientToken())));
        auth.on("POST /oauth2/revoke delete", proven(good, bad, (role, proof) -> {
            String token = cast.clientToken();
            return Use.answered(auth.form(role, "/oauth2/revoke", "token=" + token + "&" + proof), 200)
                    .changing(() -> Http.send(introspect(role, good, token).request()).body());
        }));
    }

    private interface Proven {
        Use use(String role, String proof);
    }

    private static Recipe proven(String good, String bad, Proven proven) {
        return Recipe.of(role -> proven.use(role, good), role -> proven.use(role, bad).orElse(401));
    }

    private Use introspect(String role, String proof, String token) {
        return Use.answered(auth.form(role, "/oauth2/introspect", "token=" + token + "&" + proof), 200);
    }

    private void keys() {
        auth.on("POST /admin/keys create", role -> Use.answered(auth.request(role, "POST", "/admin/keys", ""),
                202).changing(() -> keyIds().toString()));
        // The one on standby has signed nothing, so that no token ends with it.
        auth.on("DELETE /admin/keys/{kid} delete", role -> Use.answered(
                auth.request(role, "DELETE", "/admin/keys/" + keyIds().getLast(), ""), 204)
                .changing(() -> keyIds().toString()));
    }

    private List<String> keyIds() {
        return auth.administer("GET", "/.well-known/jwks.json", "").path("keys").valueStream()
                .map(key -> key.path("kid").asString()).toList();
    }
}
