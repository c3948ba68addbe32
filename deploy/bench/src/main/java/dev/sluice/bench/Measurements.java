package dev.sluice.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.sluice.local.stack.Stack;

/**
 * All figures in one run. What is compared takes turns, so that whatever else the machine does meets both;
 * the service has done each of it for a while before it is measured.
 */
final class Measurements {

    private static final int ACCOUNTS = 2_000;
    /** The load signs in as these before, so that the others have never signed in. */
    private static final int CACHED_ACCOUNTS = 16;
    private static final int SIGN_INS = 600;
    /** Before, two at a time, for the compiler. */
    private static final int FIRST_SIGN_INS = 1_200;
    private static final int TURNS = 10;
    /** For the load's own compiler, which would otherwise be measured as the service's delay. */
    private static final String READY = "me:8:10s";

    private final AuthService service;
    private final Gatling gatling;
    private final String hash;
    private final String password;
    private final String token;
    private final List<Figure> figures = new ArrayList<>();

    Measurements(Place place, Stack stack, String secret) throws SQLException {
        service = new AuthService(place, stack, secret);
        service.start();
        People people = new People(service, secret);
        people.signUp(ACCOUNTS);
        password = secret;
        hash = people.hash();
        token = people.token();
        gatling = new Gatling(place, service, Map.of("SLUICE_BENCH_SECRET", secret,
                "SLUICE_BENCH_TOKEN", token, "SLUICE_BENCH_HASH", hash), ACCOUNTS);
    }

    List<Figure> of(Set<Part> parts) {
        for (Part part : parts) {
            switch (part) {
                case CALLS -> calls();
                case HASHES -> uncached();
                case TOKENS -> verification();
                case CROWD -> crowd();
            }
        }
        return figures;
    }

    /**
     * Cached sign-ins and introspections, in turn with calls that do nothing: one with the JSON of a sign-in
     * on both sides, and one with nothing on either.
     */
    private void calls() {
        say("Cached sign-ins and introspections");
        Stream<String> warm = Stream.of("live:16:20s", "empty:16:20s", "cached:16:60s", "introspect:16:40s");
        Stream<String> turns = Stream.of("live:16:2s", "empty:16:2s", "cached:16:2s", "introspect:16:2s");
        Stream<String> all = Stream.concat(warm, Collections.nCopies(TURNS, turns.toList()).stream()
                .flatMap(List::stream));
        List<Phase> phases = gatling.run(0, all.toArray(String[]::new));
        phases.forEach(phase -> phase.expectAll(200));
        List<Phase> measured = phases.subList(4, phases.size());
        double empty = Phase.mean(measured, "EMPTY", Phase::perSecond);
        double cached = Phase.mean(measured, "CACHED", Phase::perSecond);
        found(Figure.of("cached sign-ins", perSecond(cached), "empty endpoint " + perSecond(empty),
                cached / empty, "≥ 0.5", cached / empty >= 0.5));
        double emptyCpu = Phase.mean(measured, "EMPTY", Phase::cpuMicros);
        double cachedCpu = Phase.mean(measured, "CACHED", Phase::cpuMicros);
        found(Figure.beside("CPU of a cached sign-in", micros(cachedCpu),
                "empty endpoint " + micros(emptyCpu), cachedCpu / emptyCpu));
        double lost = service.counted("sluice_auth_audit_lost_total");
        int signIns = phases.stream().filter(phase -> phase.call().equals("CACHED")).mapToInt(Phase::all)
                .sum();
        found(Figure.of("of them not in the audit trail", "%,.0f".formatted(lost),
                "sign-ins %,d".formatted(signIns), lost / signIns, "none", lost == 0));
        double live = Phase.mean(measured, "LIVE", Phase::perSecond);
        double liveCpu = Phase.mean(measured, "LIVE", Phase::cpuMicros);
        found(Figure.beside("cached sign-ins", perSecond(cached), "GET of liveness " + perSecond(live),
                cached / live));
        double introspection = Phase.mean(measured, "INTROSPECT", Phase::cpuMicros);
        found(Figure.of("CPU of an introspection", micros(introspection),
                "GET of liveness " + micros(liveCpu), introspection / liveCpu, "≤ 150 µs",
                introspection <= 150));
        found(Figure.beside("the same", micros(introspection), "empty endpoint " + micros(emptyCpu),
                introspection / emptyCpu));
    }

    /**
     * First sign-ins of accounts, one at a time, each followed by a bare comparison of the same hash: what
     * the machine gives a hash changes by a third from one second to the next. Those that are remembered come
     * first: they are a thousand times as many, and have most of the way compiled. What is left for the
     * compiler takes it hours at that pace, so its part stands apart.
     */
    private void uncached() {
        say("Uncached sign-ins and bare hashes");
        gatling.run(0, "cached:16:40s");
        int account = CACHED_ACCOUNTS;
        gatling.run(account, "next:2:" + FIRST_SIGN_INS / 2 + "x").getFirst().expectAll(200);
        account += FIRST_SIGN_INS;
        Phase measured = gatling.run(account, READY, "compared:1:" + SIGN_INS + "x").getLast().expectAll(200);
        double compiler = measured.compilerMicros();
        double signIn = measured.cpuMicros() - compiler;
        double bare = measured.bareMicros();
        found(Figure.of("CPU of an uncached sign-in", micros(signIn),
                "bare Argon2id in C " + micros(bare), signIn / bare, "≤ 1.15", signIn / bare <= 1.15));
        found(Figure.beside("CPU of the compiler meanwhile", micros(compiler),
                "the sign-in " + micros(signIn), compiler / signIn));
        InProcess.Results hashes = InProcess.run(Hashes.class, "inC|inJava",
                Map.of("hash", hash, "password", password), 2);
        double inC = hashes.of("inC").cpuNanos() / 1e3;
        double inJava = hashes.of("inJava").cpuNanos() / 1e3;
        found(Figure.beside("CPU of Argon2id in Java", micros(inJava), "the same in C " + micros(inC),
                inJava / inC));
    }

    /** As another service verifies. */
    private void verification() {
        say("Verification");
        InProcess.Results measured = InProcess.run(Verifications.class,
                "seenBefore|signature|veryFirst|sha256",
                Map.of("issuer", service.address(), "token", token), 2);
        double seen = measured.of("seenBefore").nanos() / 1e3;
        double bytes = measured.of("seenBefore").bytes();
        double signature = measured.of("signature").nanos() / 1e3;
        double sha = measured.of("sha256").nanos() / 1e3;
        found(Figure.of("verification of a token seen before", micros(seen), "its SHA-256 " + micros(sha),
                seen / sha, "≤ 2 µs", seen <= 2));
        found(Figure.beside("the same", micros(seen),
                "its signature and claims " + micros(signature), seen / signature));
        double first = measured.of("veryFirst").bytes();
        found(Figure.of("network of a token seen before", "%.0f bytes".formatted(bytes),
                "of the very first %.0f bytes".formatted(first), bytes / first, "0 bytes",
                bytes == 0 && first > 0));
    }

    /** A thousand at once, none of whom has a proof, and somebody who only reads. */
    private void crowd() {
        service.restart(Map.of("sluice.auth.proof.life", "0"));
        say("A crowd of 1,000 for 60 s");
        gatling.run(0, "me:8:15s", "own:50:20s");
        Phase alone = gatling.run(0, READY, "me:50/s:20s").getLast().expectAll(200);
        for (String call : List.of("own", "patient")) {
            Gatling.Running crowd = gatling.behind(0, READY, call + ":1000:60s");
            Phase me = gatling.run(0, READY, "me:50/s:60s").getLast();
            int refused = me.all() - me.with(200);
            Phase signIns = crowd.end().getLast();
            String what = call.equals("own") ? "again at once" : "again when told";
            int wrong = signIns.all() - signIns.with(200, 429, 503);
            found(Figure.of("1,000 sign-ins at once, " + what, wrong + " errors",
                    "%,d done, %,d told to come back".formatted(signIns.with(200), signIns.with(429, 503)),
                    (double) wrong / signIns.all(), "no error", wrong == 0));
            found(Figure.of("p99 of GET /auth/me meanwhile",
                    me.p99() + " ms, " + refused + " not answered with 200",
                    "without them " + alone.p99() + " ms", (double) me.p99() / Math.max(1, alone.p99()),
                    "≤ 50 ms", me.p99() <= 50 && refused == 0));
        }
    }

    /** Printed at once, too: the rest takes minutes. */
    private void found(Figure figure) {
        figures.add(figure);
        say("  " + figure.name() + " " + figure.measured() + ", " + figure.beside());
    }

    private static void say(String what) {
        System.out.println("  " + what);
    }

    private static String perSecond(double value) {
        return "%,.0f/s".formatted(value);
    }

    private static String micros(double value) {
        return Figure.number(value) + " µs";
    }
}
