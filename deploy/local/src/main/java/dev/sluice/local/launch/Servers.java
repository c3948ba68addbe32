package dev.sluice.local.launch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.sluice.local.engine.Jvm;
import dev.sluice.local.process.Launch;
import dev.sluice.local.process.Readiness;
import dev.sluice.local.process.Server;
import dev.sluice.local.standin.StandIns;

/** The processes of one platform besides its stack: the services and the stand-ins. */
final class Servers {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Home home;
    private final Ports ports;

    Servers(Home home, Ports ports) {
        this.home = home;
        this.ports = ports;
    }

    Server service(Service service, List<String> command, Map<String, String> environment) {
        Launch launch = new Launch(command, List.of(ports.of(service)),
                answers(ports.address(service), "/actuator/health/readiness"))
                .with(environment)
                .within(PATIENCE)
                .loggingTo(home.log(service.module()));
        return new Server(service.module(), home.process(service.module()), launch);
    }

    /** The service's process whoever started it: enough to end it, not to start it. */
    Server stoppable(Service service) {
        return service(service, List.of(), Map.of());
    }

    Server standIns() {
        List<String> command = List.of(Jvm.executable(), "-Xmx64m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                StandIns.class.getName(), home.standIns().toString(),
                String.valueOf(ports.purview()), String.valueOf(ports.collibra()));
        Readiness purview = answers(Ports.address(ports.purview()), "/_state");
        Readiness collibra = answers(Ports.address(ports.collibra()), "/_state");
        Launch launch = new Launch(command, List.of(ports.purview(), ports.collibra()), () -> {
            purview.check();
            collibra.check();
        }).loggingTo(home.log("stand-ins"));
        return new Server("The stand-ins of Purview and Collibra", home.process("stand-ins"), launch);
    }

    private static Readiness answers(URI address, String path) {
        return Readiness.http(address.resolve(path), Duration.ofSeconds(5));
    }
}
