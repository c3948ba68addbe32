package dev.sluice.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

/**
 * One phase after the other, as {@code bench.plan} lists them, and a line for each in the file
 * {@code bench.results}.
 */
public final class Load extends Simulation {

    private static final String STATUS = "status";
    private static final String MILLIS = "millis";
    /** More than this at once would overflow the queue of connections, which is another measurement. */
    private static final int MOST_AT_ONCE = 100;
    private static final Duration RAMP = Duration.ofSeconds(5);
    private static final String WAIT = "wait";

    private final List<Tally> tallies = new ArrayList<>();

    public Load() {
        List<PopulationBuilder> phases = Arrays.stream(System.getProperty("bench.plan").split(" "))
                .map(Phase::parse).map(this::population).toList();
        PopulationBuilder all = phases.get(phases.size() - 1);
        for (int i = phases.size() - 2; i >= 0; i--) {
            all = phases.get(i).andThen(all);
        }
        HttpProtocolBuilder service = http.baseUrl(System.getProperty("bench.service")).disableWarmUp()
                .disableFollowRedirect();
        setUp(all).protocols(service.shareConnections().disableCaching());
    }

    private PopulationBuilder population(Phase phase) {
        Tally tally = new Tally(phase, Long.getLong("bench.pid"));
        tallies.add(tally);
        ChainBuilder call = exec(phase.call().request()
                        .check(status().saveAs(STATUS), responseTimeInMillis().saveAs(MILLIS),
                                header("Retry-After").optional().saveAs(WAIT)))
                .exec(session -> {
                    tally.add(session.contains(STATUS) ? session.getInt(STATUS) : Tally.NO_ANSWER,
                            session.contains(MILLIS) ? session.getInt(MILLIS) : 0);
                    return session.markAsSucceeded();
                });
        if (phase.call() == Call.PATIENT) {
            call = call.doIf(session -> session.contains(WAIT)).then(
                    pause(session -> Duration.ofSeconds(Long.parseLong(session.getString(WAIT)))));
        }
        if (phase.call() == Call.COMPARED) {
            BareHash bare = new BareHash();
            call = call.exec(session -> {
                tally.addBare(bare.compare());
                return session;
            });
        }
        call = call.exec(session -> session.removeAll(STATUS, MILLIS, WAIT));
        return scenario(tallies.size() + " " + phase.call())
                .exec(session -> {
                    tally.userBegins();
                    return session;
                })
                .exec(again(phase, call))
                .exec(session -> {
                    tally.userEnds();
                    return session;
                })
                .injectOpen(users(phase));
    }

    private static ChainBuilder again(Phase phase, ChainBuilder call) {
        if (phase.rate() > 0) {
            return call;
        }
        return phase.times() > 0 ? repeat(phase.times()).on(call) : during(phase.time()).on(call);
    }

    private static OpenInjectionStep users(Phase phase) {
        if (phase.rate() > 0) {
            return constantUsersPerSec(phase.rate()).during(phase.time());
        }
        return phase.users() > MOST_AT_ONCE ? rampUsers(phase.users()).during(RAMP)
                : atOnceUsers(phase.users());
    }

    @Override
    public void after() {
        try {
            Files.write(Path.of(System.getProperty("bench.results")),
                    tallies.stream().map(Tally::toString).toList());
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
