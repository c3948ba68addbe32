package dev.sluice.auth.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a server, and can fall silent without ending a connection, as a dead host. */
final class Relay implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> silent = ConcurrentHashMap.newKeySet();
    private volatile int target;

    Relay(String node) throws IOException {
        this();
        leadTo(Integer.parseInt(node.substring(node.indexOf(':') + 1)));
    }

    /** For a server that has to know of it before it starts. */
    Relay() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    void leadTo(int port) {
        target = port;
    }

    int port() {
        return door.getLocalPort();
    }

    /** Nothing comes through what is open now; a new connection works. */
    void silence() {
        silent.addAll(open);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> copy(client, server));
                Thread.ofVirtual().start(() -> copy(server, client));
            }
        }
        catch (IOException closed) {
            silent.clear();
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[8_192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!silent.contains(from)) {
                    out.write(buffer, 0, read);
                }
            }
        }
        catch (IOException closed) {
            open.remove(from);
        }
    }

    /** An address where nobody listens. */
    static InetSocketAddress nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) free.getLocalSocketAddress();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
