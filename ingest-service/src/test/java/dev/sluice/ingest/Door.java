package dev.sluice.ingest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

/** A running ingest-service as its clients see it: plain HTTP and nothing else. */
public final class Door {

    public static final String SCHEMA = """
            {"fields":[{"name":"iata","type":"string","constraints":{"required":true}},
            {"name":"name","type":"string"}],"primaryKey":"iata"}""";
    public static final String CSV = "iata,name\n00M,Thigpen\n00R,Livingston Municipal\n";

    private final int port;

    public Door(int port) {
        this.port = port;
    }

    /** The id of what the answer tells of. */
    public static UUID id(Http.Answer answer) {
        return UUID.fromString(answer.json().path("id").stringValue());
    }

    /** A token of a submitter that no other test has. */
    public static String submitter() {
        return submitter(UUID.randomUUID().toString());
    }

    public static String submitter(String id) {
        return TestIssuer.shared().token(id, "submitter@example.org", Role.SUBMITTER);
    }

    public static String steward() {
        return TestIssuer.shared().token(Role.STEWARD);
    }

    public static String token(Role role) {
        return TestIssuer.shared().token(role);
    }

    /** Declares a data set that no other test has. */
    public String dataset() {
        String name = "set-" + UUID.randomUUID();
        Http.Answer declared = put(steward(), "/datasets/" + name, SCHEMA);
        if (declared.status() != 201) {
            throw new AssertionError(declared);
        }
        return name;
    }

    public Http.Answer get(String token, String path) {
        return Http.send(Http.request(port, path, token));
    }

    public Http.Answer put(String token, String path, String json, String... headers) {
        return Http.send(Http.request(port, path, token, headers).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    public Http.Answer upload(String token, String dataset, String csv, String... headers) {
        return post(token, "/documents?dataset=" + dataset, "text/csv", BodyPublishers.ofString(csv),
                headers);
    }

    public Http.Answer form(String token, String dataset, String fileName, String type, String content) {
        String boundary = "x" + UUID.randomUUID();
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + fileName + "\"\r\n" + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + "\r\n"
                + content + "\r\n--" + boundary + "--\r\n";
        return post(token, "/documents?dataset=" + dataset, "multipart/form-data; boundary=" + boundary,
                BodyPublishers.ofString(body));
    }

    public Http.Answer post(String token, String path, String type, HttpRequest.BodyPublisher body,
            String... headers) {
        return Http.send(Http.request(port, path, token, headers).header("Content-Type", type).POST(body));
    }

    /** Begins an upload in chunks, of which the first one is sent; the caller goes on, or breaks off. */
    public Socket begin(String token, String dataset, String firstChunk, String... headers)
            throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        StringBuilder head = new StringBuilder("POST /documents?dataset=" + dataset + " HTTP/1.1\r\n"
                + "Host: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\nContent-Type: text/csv\r\n"
                + "Transfer-Encoding: chunked\r\n");
        for (int index = 0; index < headers.length; index += 2) {
            head.append(headers[index]).append(": ").append(headers[index + 1]).append("\r\n");
        }
        head.append("\r\n");
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
        chunk(socket, firstChunk);
        return socket;
    }

    /** Sends one more chunk; an empty one is the end of the upload. */
    public static void chunk(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write((Integer.toHexString(bytes.length) + "\r\n").getBytes(
                StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
