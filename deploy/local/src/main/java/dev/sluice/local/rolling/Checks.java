package dev.sluice.local.rolling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import dev.sluice.local.demo.Answer;
import dev.sluice.local.demo.StepFailed;
import dev.sluice.local.process.ServerFailed;

/** What has to be true while two builds run side by side. Each has a line, and a failed one ends nothing. */
final class Checks {

    /** Instances hear of each other within a second, as promised; the rest is for a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final String PASSWORD = "gentle river stone";

    private final Path home;
    private final String administrator;
    private final String password;
    private int failed;

    Checks(Path home, String administrator, String password) {
        this.home = home;
        this.administrator = administrator;
        this.password = password;
    }

    boolean passed() {
        return failed == 0;
    }

    /** What one build made is used at another. */
    void from(Build one, Build other) throws InterruptedException {
        String direction = one + " -> " + other + ": ";
        check(direction + "a token verifies", () -> {
            Answer session = newSession(one);
            other.me(session.text("access_token")).expect(200);
        });
        check(direction + "a refresh token has one successor at both", () -> {
            String first = newSession(one).text("refresh_token");
            String next = other.refresh(first).text("refresh_token");
            require(one.refresh(first).text("refresh_token").equals(next), "it has two");
            one.me(one.refresh(next).text("access_token")).expect(200);
        });
        check(direction + "a sign-out ends the access token", () -> {
            Answer session = newSession(one);
            other.me(session.text("access_token")).expect(200);
            one.signOut(session.text("refresh_token"));
            await(() -> other.me(session.text("access_token")).status() == 401, "the token is still good");
        });
        check(direction + "a proven password is remembered", () -> {
            String email = newPerson(one);
            one.signIn(email, PASSWORD);
            double before = other.remembered();
            other.signIn(email, PASSWORD);
            require(other.remembered() == before + 1, "the sign-in was not answered from memory");
        });
        check(direction + "a registered client gets tokens", () -> {
            Build.Client client = newClient(one);
            other.token(client);
            Build.Client renewed = one.anotherSecret(administrator(one), client);
            await(() -> other.gives(renewed), "the second secret is not known");
        });
        check(direction + "a token is introspected", () -> {
            Build.Client client = newClient(one);
            require(other.introspects(client, one.token(client)), "a client's token is not active");
            require(other.introspects(client, newSession(one).text("access_token")),
                    "a person's token is not active");
        });
    }

    /** Both write one trail, which either exports and either finds sound. */
    void trail(Build one, Build other) throws InterruptedException {
        check("one audit trail, written by both, is sound", () -> {
            List<String> made = List.of(newClient(one).id(), newClient(other).id(), newClient(one).id());
            for (Build exporting : List.of(one, other)) {
                Path trail = Files.createDirectories(home).resolve("trail-" + exporting + ".jsonl");
                Path keys = home.resolve("keys-" + exporting + ".json");
                exporting.export(administrator(exporting), trail, keys);
                String rows = Files.readString(trail);
                made.forEach(id -> require(rows.contains(id), "the row of " + id + " is missing"));
                for (Build verifying : List.of(one, other)) {
                    String objections = verifying.objections(trail, keys);
                    require(objections.isEmpty(), "of the export of the " + exporting + " build the "
                            + verifying + " one says: " + objections);
                }
            }
        });
    }

    /** What a build made goes on without it, and it may come back to what the other made. */
    void replacement(Build going, Build staying) throws InterruptedException {
        check("without the " + going + " build all goes on", () -> {
            String email = newPerson(going);
            Answer session = going.signIn(email, PASSWORD);
            Build.Client client = newClient(going);
            going.stop();
            staying.me(session.text("access_token")).expect(200);
            staying.me(staying.refresh(session.text("refresh_token")).text("access_token")).expect(200);
            staying.signIn(email, PASSWORD);
            require(staying.introspects(client, staying.token(client)), "a client's token is not active");
        });
        check("the " + going + " build starts again beside the " + staying + " one", () -> {
            going.start();
            going.me(newSession(staying).text("access_token")).expect(200);
        });
    }

    private void check(String what, Step step) throws InterruptedException {
        String told = "ok";
        try {
            step.run();
        }
        catch (StepFailed | ServerFailed | IOException wrong) {
            failed++;
            told = "wrong, " + wrong.getMessage();
        }
        System.out.printf("  %s: %s%n", what, told);
    }

    private static void await(BooleanSupplier heard, String otherwise) throws InterruptedException {
        long until = System.nanoTime() + BOUND.toNanos();
        while (!heard.getAsBoolean()) {
            require(System.nanoTime() < until, otherwise + " after " + BOUND.toSeconds() + " s");
            Thread.sleep(20);
        }
    }

    private String administrator(Build build) {
        return build.signIn(administrator, password).text("access_token");
    }

    private Build.Client newClient(Build build) {
        return build.register(administrator(build), "client-" + UUID.randomUUID());
    }

    private static Answer newSession(Build build) {
        return build.signIn(newPerson(build), PASSWORD);
    }

    private static String newPerson(Build build) {
        String email = UUID.randomUUID() + "@example.org";
        build.signUp(email, PASSWORD);
        return email;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new StepFailed(otherwise);
        }
    }

    @FunctionalInterface
    private interface Step {

        void run() throws IOException, InterruptedException;
    }
}
