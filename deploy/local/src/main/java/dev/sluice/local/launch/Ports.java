package dev.sluice.local.launch;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

import dev.sluice.local.process.LoopbackPorts;

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
