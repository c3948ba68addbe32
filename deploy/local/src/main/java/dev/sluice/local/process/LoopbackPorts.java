package dev.sluice.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** The TCP ports of 127.0.0.1. */
public final class LoopbackPorts {

    // Below the range from which Linux takes the local ports of outgoing connections, so that none of these
    // can take a port between our look and the server's bind, or while a killed server is down.
    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;

    /** A port that was given away is not free, although nobody listens on it yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private LoopbackPorts() {}

    /** That many different ports that nobody listens on now; none is given away twice by this JVM. */
    public static List<Integer> free(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < count) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isFree(port) && GIVEN.add(port)) {
                ports.add(port);
            }
        }
        return List.copyOf(ports);
    }

    /** Fails where nobody listens. */
    static void connect(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        }
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: connections of an earlier server that still fade away do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        }
        catch (IOException taken) {
            return false;
        }
    }
}
