package dev.sluice.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.sluice.local.demo.Platform;
import dev.sluice.local.engine.Kind;
import dev.sluice.local.process.Parallel;
import dev.sluice.local.process.Server;
import dev.sluice.local.process.ServerFailed;
import dev.sluice.local.stack.Stack;

/**
 * The whole platform on one machine: the stack, the stand-ins of Purview and Collibra, and the five
 * services as they are packaged. What runs is remembered in the home's pid files, so another JVM can end
 * it.
 */
public final class LocalPlatform implements AutoCloseable {

    /** Those whose callers are signed in by another service. */
    private static final List<Service> AFTER_AUTH =
            List.of(Service.FLAG, Service.INGEST, Service.APPROVAL, Service.CATALOG);
    /** Those that send or hear events. */
    private static final List<Service> ON_BROKER = List.of(Service.INGEST, Service.APPROVAL, Service.CATALOG);

    private final Home home;
    private final Ports ports;
    private final Stack stack;
    private final Credentials credentials;
    private final Map<String, String> settings;
    private final Training training;
    private final Servers servers;
    private final Map<Service, Server> services = new ConcurrentHashMap<>();
    private final Server standIns;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile Broker broker;
    private volatile boolean closing;

    private LocalPlatform(Path checkout, Home home, Ports ports, Broker broker, Stack stack,
            Map<String, String> settings) {
        this.home = home;
        this.ports = ports;
        this.broker = broker;
        this.stack = stack;
        this.settings = settings;
        this.training = new Training(checkout, home);
        this.servers = new Servers(home, ports);
        this.standIns = servers.standIns();
        try {
            this.credentials = Credentials.of(home.credentials());
        }
        catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + home.credentials(), e);
        }
    }

    /** The platform of a checkout: data in {@code .sluice}, the well-known ports. */
    public static LocalPlatform of(Path checkout, Broker broker) {
        Home home = new Home(checkout.resolve(".sluice"));
        return new LocalPlatform(checkout, home, Ports.local(), broker, Stack.local(home.stack()), Map.of());
    }

    /**
     * A platform of its own for a test: the checkout's packaged services, free ports, data in a directory.
     */
    public static LocalPlatform fresh(Path checkout, Path directory, Broker broker) {
        return fresh(checkout, directory, broker, Map.of());
    }

    /**
     * The same with settings of all services, such as a lease whose end a test need not wait long for.
     */
    public static LocalPlatform fresh(Path checkout, Path directory, Broker broker,
            Map<String, String> settings) {
        Home home = new Home(directory);
        return new LocalPlatform(checkout, home, Ports.free(), broker, Stack.fresh(home.stack()), settings);
    }

    /**
     * Returns when everything is healthy. Each thing starts when what it stands on is ready.
     *
     * @param progress told one sentence for each thing that became ready
     * @throws ServerFailed with one sentence for a person; what was started still runs: {@link #close}
     * ends it
     */
    public void start(Consumer<String> progress) {
        alone(() -> startAll(progress));
    }

    private void alone(Runnable step) {
        starting.lock();
        try {
            step.run();
        }
        catch (ServerFailed e) {
            // What failed because it was ended is no news.
            throw closing ? new ServerFailed("The start was given up.", e) : e;
        }
        finally {
            starting.unlock();
        }
    }

    private void startAll(Consumer<String> progress) {
        try {
            Files.createDirectories(home.logs());
        }
        catch (IOException e) {
            throw new ServerFailed("The platform did not start: cannot write below " + home.directory(), e);
        }
        // One service while the broker keeps a core busy, and then the others: all five at once would take
        // more of two cores than one after the other.
        Parallel.forEach(List.<Runnable>of(
                () -> {
                    start(Kind.POSTGRES, progress);
                    createDatabases();
                    start(Service.AUTH, progress);
                },
                () -> start(broker.kind(), progress),
                () -> start(Kind.REDIS, progress),
                () -> {
                    unlessClosing(standIns::start);
                    progress.accept("The stand-ins of Purview and Collibra are ready");
                },
                () -> AFTER_AUTH.forEach(training::image)), Runnable::run);
        Parallel.forEach(AFTER_AUTH, service -> start(service, progress));
    }

    /**
     * Goes on with another broker in the place of the one it was started with: those that send or hear events
     * end and start again, everything else runs on. What is in the databases is kept, and what only the old
     * broker had is not.
     *
     * @param progress told one sentence for each thing that became ready
     * @throws ServerFailed as when it starts
     */
    public void moveTo(Broker other, Consumer<String> progress) {
        if (other != broker) {
            alone(() -> replaceBroker(other, progress));
        }
    }

    private void replaceBroker(Broker other, Consumer<String> progress) {
        Parallel.forEach(List.<Runnable>of(
                () -> {
                    unlessClosing(() -> other.in(stack).start());
                    progress.accept(other.kind().title() + " is ready");
                },
                () -> {
                    Parallel.forEach(ON_BROKER, service -> server(service).stop());
                    broker.in(stack).stop();
                }), Runnable::run);
        broker = other;
        Parallel.forEach(ON_BROKER, service -> start(service, progress));
    }

    private void start(Kind kind, Consumer<String> progress) {
        unlessClosing(() -> stack.start(EnumSet.of(kind)));
        progress.accept(kind.title() + " is ready");
    }

    private void start(Service service, Consumer<String> progress) {
        Server server = servers.service(
                service, training.image(service).command(), wiring().environment(service));
        services.put(service, server);
        unlessClosing(server::start);
        progress.accept(server.name() + " is ready");
    }

    private Wiring wiring() {
        return new Wiring(home, ports, broker, stack, credentials, settings);
    }

    private void unlessClosing(Runnable step) {
        if (closing) {
            throw new ServerFailed("The start was given up.");
        }
        step.run();
    }

    /**
     * Ends what a killed run left, and refuses to start where another program has a port that will be needed.
     *
     * @throws ServerFailed with one sentence that names all of them; nothing was started then
     */
    void refuseTakenPorts() {
        endAll();
        Map<Integer, String> needed = new HashMap<>(ports.names());
        for (Kind kind : List.of(Kind.POSTGRES, Kind.REDIS, broker.kind())) {
            kind.localPorts().forEach(port -> needed.put(port, kind.title()));
        }
        Ports.refuseTaken(needed);
    }

    /**
     * Ends everything in the order in which it depends on each other; the data stays. A start that is under
     * way in another thread gives up, and what it may still have started meanwhile ends too.
     */
    @Override
    public void close() {
        closing = true;
        try {
            do {
                endAll();
            }
            while (!starting.tryLock(100, TimeUnit.MILLISECONDS));
            starting.unlock();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endAll();
    }

    private void endAll() {
        training.stop();
        Parallel.forEach(EnumSet.allOf(Service.class), service -> servers.stoppable(service).stop());
        standIns.stop();
        stack.stop(EnumSet.allOf(Kind.class));
    }

    /** Where the services answer, with the administrator's credentials. */
    public Platform addresses() {
        return new Platform(ports.address(Service.AUTH), ports.address(Service.APPROVAL),
                ports.address(Service.INGEST), ports.address(Service.FLAG), ports.address(Service.CATALOG),
                credentials.administrator(), credentials.password());
    }

    /** A running service's process, for a test that kills and starts it. */
    public Server server(Service service) {
        return Objects.requireNonNull(services.get(service), "not started");
    }

    /** What the platform stands on, for a test that kills and starts a part of it. */
    public Stack stack() {
        return stack;
    }

    /** The files in which everything logs; one that ran twice has a second file. */
    public List<Path> logs() {
        try {
            return home.logFiles();
        }
        catch (IOException e) {
            throw new UncheckedIOException("Cannot look for logs below " + home.directory(), e);
        }
    }

    /** One row for each thing that a person may want to look at. */
    List<Table.Row> table() {
        List<Table.Row> rows = new ArrayList<>();
        for (Service service : Service.values()) {
            URI address = ports.address(service);
            rows.add(new Table.Row(service.module(), address.toString(), address + "/swagger-ui.html",
                    address + "/actuator/health", home.log(service.module())));
        }
        URI purview = Ports.address(ports.purview());
        URI collibra = Ports.address(ports.collibra());
        Path log = standIns.log();
        rows.add(new Table.Row("Purview stand-in", purview.toString(), "", purview + "/_state", log));
        rows.add(new Table.Row("Collibra stand-in", collibra.toString(), "", collibra + "/_state", log));
        return rows;
    }

    /** The JVM caches with which it starts. */
    Training training() {
        return training;
    }

    /** Makes the JVM caches that are missing, in the background. */
    void startTraining() {
        if (!closing) {
            training.start(wiring()::environment);
        }
    }

    private void createDatabases() {
        try {
            new Databases(stack.postgres()).createMissing();
        }
        catch (SQLException e) {
            throw new ServerFailed("The platform did not start: the databases could not be created ("
                    + e.getMessage() + ")", e);
        }
    }
}
