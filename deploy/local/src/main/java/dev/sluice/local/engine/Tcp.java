package dev.sluice.local.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** The cheapest question to a port: does anybody listen? */
final class Tcp {

    private Tcp() {}

    /** Of a server that waits for a request: with none behind it, Docker's proxy hangs up at once. */
    static void connect(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(100);
            if (hangsUp(socket)) {
                throw new IOException("nobody listens behind port " + port);
            }
        }
    }

    private static boolean hangsUp(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        }
        catch (SocketTimeoutException itWaits) {
            return false;
        }
    }
}
