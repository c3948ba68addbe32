package dev.sluice.local.launch;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.sluice.local.process.LoopbackPorts;
import dev.sluice.local.process.ServerFailed;

/**
 * Where the services and the stand-ins listen on 127.0.0.1.
 *
 * @param services one port for each service
 */
record Ports(Map<Service, Integer> services, int purview, int collibra) {

    private static final int PURVIEW = 8091;
    private static final int COLLIBRA = 8092;

    /** The well-known ports of the local run. */
    static Ports local() {
        Map<Service, Integer> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            services.put(service, service.localPort());
        }
        return new Ports(services, PURVIEW, COLLIBRA);
    }

    /** Ports that nobody uses now. */
    static Ports free() {
        Queue<Integer> free = new ArrayDeque<>(LoopbackPorts.free(Service.values().length + 2));
        Map<Service, Integer> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            services.put(service, free.remove());
        }
        return new Ports(services, free.remove(), free.remove());
    }

    /** Who is to listen on which. */
    Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        services.forEach((service, port) -> names.put(port, service.module()));
        names.put(purview, "Purview stand-in");
        names.put(collibra, "Collibra stand-in");
        return names;
    }

    /**
     * Looks at all of them at once, so that who has to make room is told everything.
     *
     * @param needed who is to listen on which
     * @throws ServerFailed with one sentence that names those that another program has
     */
    static void refuseTaken(Map<Integer, String> needed) {
        String taken = new TreeMap<>(needed).entrySet().stream()
                .filter(port -> !LoopbackPorts.isFree(port.getKey()))
                .map(port -> port.getKey() + " (" + port.getValue() + ")")
                .collect(Collectors.joining(", "));
        if (!taken.isEmpty()) {
            throw new ServerFailed(
                    "Nothing was started: other programs have ports of Sluice on 127.0.0.1: " + taken + ".");
        }
    }

    int of(Service service) {
        return Objects.requireNonNull(services.get(service));
    }

    URI address(Service service) {
        return address(of(service));
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
