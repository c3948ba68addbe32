package dev.sluice.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.sluice.local.demo.Platform;
import dev.sluice.local.engine.Jvm;
import dev.sluice.local.engine.Kind;
import dev.sluice.local.process.Launch;
import dev.sluice.local.process.Parallel;
import dev.sluice.local.process.Readiness;
import dev.sluice.local.process.Server;
import dev.sluice.local.process.ServerFailed;
import dev.sluice.local.stack.Stack;
import dev.sluice.local.standin.StandIns;

/**
 * The whole platform on one machine: the stack, the stand-ins of Purview and Collibra, and the five
 * services as they are packaged. What runs is remembered in the home's pid files, so another JVM can end
 * it.
 */
public final class LocalPlatform implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Path checkout;
    private final Home home;
    private final Ports ports;
    private final Broker broker;
    private final Stack stack;
    private final Credentials credentials;
    private final Map<String, String> settings;
    private final Map<Service, Server> services = new EnumMap<>(Service.class);
    private final Server standIns;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile boolean closing;

    private LocalPlatform(Path checkout, Home home, Ports ports, Broker broker, Stack stack,
            Map<String, String> settings) {
        this.checkout = checkout;
        this.home = home;
        this.ports = ports;
        this.broker = broker;
        this.stack = stack;
        this.settings = settings;
        this.standIns = standIns();
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
     * Returns when everything is healthy.
     *
     * @param progress told one sentence for each thing that became ready
     * @throws ServerFailed with one sentence for a person; what was started still runs: {@link #close}
     * ends it
     */
    public void start(Consumer<String> progress) {
        starting.lock();
        try {
            startAll(progress);
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
        List<Runnable> first = new ArrayList<>();
        for (Kind kind : kinds()) {
            first.add(() -> stack.start(EnumSet.of(kind)));
        }
        first.add(standIns::start);
        first.add(this::unpack);
        Parallel.forEach(first, this::unlessClosing);
        progress.accept("PostgreSQL, Redis, " + broker.kind().title() + " and the stand-ins are ready");
        createDatabases();
        Wiring wiring = new Wiring(home, ports, broker, stack, credentials, settings);
        for (Service service : Service.values()) {
            services.put(service, server(service, wiring));
        }
        Parallel.forEach(services.values(), server -> {
            unlessClosing(server::start);
            progress.accept(server.name() + " is ready");
        });
    }

    private void unlessClosing(Runnable step) {
        if (closing) {
            throw new ServerFailed("The start was given up.");
        }
        step.run();
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
        trainer(Map.of()).stop();
        Parallel.forEach(EnumSet.allOf(Service.class), service -> stoppable(service).stop());
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

    /**
     * Makes the JVM caches that are missing, in a process of its own that ends by itself: the platform is
     * ready without it, and only the next start is faster.
     */
    void startTraining() {
        Wiring wiring = new Wiring(home, ports, broker, stack, credentials, settings);
        Map<String, String> environments = new HashMap<>();
        for (Service service : Service.values()) {
            if (!image(service).hasCache()) {
                environments.put(service.name(), Trainer.variable(wiring.environment(service)));
            }
        }
        if (!environments.isEmpty() && !closing) {
            trainer(environments).start();
        }
    }

    private Server trainer(Map<String, String> environments) {
        List<String> command = List.of("nice", "-n", "19", Jvm.executable(), "-Xmx32m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Trainer.class.getName(), checkout.toString(), home.directory().toString());
        Launch launch = new Launch(command, List.of(), () -> { })
                .with(environments)
                .loggingTo(home.log("training"));
        return new Server("The training of the next start", home.process("training"), launch);
    }

    private List<Kind> kinds() {
        return List.of(Kind.POSTGRES, Kind.REDIS, broker.kind());
    }

    private void unpack() {
        Parallel.forEach(EnumSet.allOf(Service.class), this::image);
    }

    private AppImage image(Service service) {
        return AppImage.of(service, service.jar(checkout), home.apps());
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

    private Server server(Service service, Wiring wiring) {
        Launch launch = new Launch(
                image(service).command(), List.of(ports.of(service)), healthy(ports.address(service)))
                .with(wiring.environment(service))
                .within(PATIENCE)
                .loggingTo(home.log(service.module()));
        return new Server(service.module(), home.process(service.module()), launch);
    }

    /** The service's process whoever started it: enough to end it, not to start it. */
    private Server stoppable(Service service) {
        Launch launch = new Launch(List.of(), List.of(), () -> { }).within(PATIENCE);
        return new Server(service.module(), home.process(service.module()), launch);
    }

    private Server standIns() {
        List<String> command = List.of(Jvm.executable(), "-Xmx64m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                StandIns.class.getName(), home.standIns().toString(),
                String.valueOf(ports.purview()), String.valueOf(ports.collibra()));
        Launch launch = new Launch(command, List.of(ports.purview(), ports.collibra()), () -> {
            answersOk(Ports.address(ports.purview()).resolve("/_state"));
            answersOk(Ports.address(ports.collibra()).resolve("/_state"));
        }).loggingTo(home.log("stand-ins"));
        return new Server("The stand-ins of Purview and Collibra", home.process("stand-ins"), launch);
    }

    private static Readiness healthy(URI address) {
        return () -> answersOk(address.resolve("/actuator/health/readiness"));
    }

    private static void answersOk(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        int status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException(address + " answered " + status);
        }
    }
}
