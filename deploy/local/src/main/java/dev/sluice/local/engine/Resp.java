package dev.sluice.local.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One question to a Redis or a Sentinel in the Redis protocol (RESP 2); enough to see whether it is ready.
 */
final class Resp {

    private Resp() {}

    /** The reply: nested lists flattened, a null reply as an empty string. */
    static List<String> ask(int port, String... command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(5_000);
            String line = String.join(" ", command) + "\r\n";
            socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            List<String> reply = new ArrayList<>();
            read(new BufferedInputStream(socket.getInputStream()), reply);
            return reply;
        }
    }

    /** The reply of a command that answers field, value, field, value. */
    static Map<String, String> fields(int port, String... command) throws IOException {
        List<String> reply = ask(port, command);
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            fields.put(reply.get(i), reply.get(i + 1));
        }
        return fields;
    }

    private static void read(InputStream in, List<String> reply) throws IOException {
        String line = line(in);
        switch (line.charAt(0)) {
            case '+', ':' -> reply.add(line.substring(1));
            case '$' -> reply.add(bulk(in, Integer.parseInt(line.substring(1))));
            case '*' -> {
                for (int left = Integer.parseInt(line.substring(1)); left > 0; left--) {
                    read(in, reply);
                }
            }
            default -> throw new IOException(line.substring(1));
        }
    }

    private static String bulk(InputStream in, int length) throws IOException {
        if (length < 0) {
            return "";
        }
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        in.skipNBytes(2);
        return text;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended within a reply");
            }
            line.append((char) c);
        }
        in.skipNBytes(1);
        return line.isEmpty() ? "-an empty reply" : line.toString();
    }
}
