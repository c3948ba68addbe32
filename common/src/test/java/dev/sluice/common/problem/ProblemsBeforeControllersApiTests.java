package dev.sluice.common.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.test.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** What no controller ever sees: the container, a filter or Spring MVC refuses it before. */
class ProblemsBeforeControllersApiTests extends ProblemApi {

    @ParameterizedTest(name = "GET {0} is {1} {2}")
    @CsvSource({
        "/probe/nowhere, 404, not-found",
        "/error, 404, not-found",
        "/probe/orders, 405, method-not-allowed",
        "/probe/filter-refuses, 403, four-eyes",
        "/probe/filter-fails, 500, internal",
        "/probe//open, 400, bad-request",
    })
    void everyRefusalIsAProblem(String path, int status, String name) {
        JsonNode body = problem(path, status, name);
        if (!path.equals("/error")) {
            assertNames(body, path);
        }
    }

    @Test
    void aBugOfAFilterTellsItsCorrelationIdAndNothingElse() {
        assertTellsItsCorrelationIdAndNothingElse("/probe/filter-fails");
    }

    @Test
    void nothingInternalIsSaidOfAPathThatIsNot() {
        JsonNode body = problem("/probe/nowhere", 404, "not-found");
        assertThat(body.get("detail").asString()).isEqualTo("There is nothing at this path.");
    }

    @Test
    void whatNeverGotToAControllerIsToldWhy() {
        JsonNode body = problem("/probe/orders%2F1", 400, "bad-request");
        assertThat(body.get("detail").asString()).startsWith("The request line or a header");
    }

    @Test
    void anAnswerThatNobodyCanMakeIs406() {
        Http.Answer answer = Http.send(Http.request(port, "/probe/open").header("Accept", "image/png"));
        problem(answer, 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "text/"})
    void soIsWhatNobodyCanRead(String accepted) {
        problem(Http.send(Http.request(port, "/probe/open").header("Accept", accepted)), 406,
                "not-acceptable");
    }

    @ParameterizedTest
    @CsvSource({"foo, 'The Content-Type must be application/json.'",
        ", 'The body has no Content-Type; it must be application/json.'"})
    void aTypeThatIsNoneIsNotCalledMissing(String type, String detail) {
        HttpRequest.Builder request = Http.request(port, "/probe/orders", token)
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        Http.Answer answer = Http.send(type == null ? request : request.header("Content-Type", type));
        assertThat(problem(answer, 415, "unsupported-media-type").get("detail").asString()).isEqualTo(detail);
    }

    @Test
    void aBodyOfAnotherTypeIs415() {
        Http.Answer answer = Http.send(Http.request(port, "/probe/orders", token)
                .header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("hello")));
        JsonNode body = problem(answer, 415, "unsupported-media-type");
        assertThat(body.get("detail").asString()).isEqualTo("The Content-Type must be application/json.");
        assertThat(answer.header("Accept")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(ints = {1500, 5000})
    void anUploadThatIsTooLargeIs413(int size) {
        String boundary = "frontier";
        String body = "--" + boundary + "\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                + "x".repeat(size) + "\r\n--" + boundary + "--\r\n";
        Http.Answer answer = Http.send(Http.request(port, "/probe/files", token)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        problem(answer, 413, "too-large");
    }

    @Test
    void evenARequestThatIsNoHttpIsAnsweredWithAProblem() throws IOException {
        assertThat(exchange("GET /a{b HTTP/1.1", "")).startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "urn:sluice:problem:bad-request")
                .doesNotContain("<html", "Tomcat", "Exception");
    }

    @ParameterizedTest
    @CsvSource({"TRACE /probe/open HTTP/1.1, '', 405, method-not-allowed, This method is not supported here.",
        "CONNECT /probe/open HTTP/1.1, '', 501, not-implemented, The request uses a part of HTTP",
        "POST /probe/lines HTTP/1.1, 'Transfer-Encoding: gzip\r\n', 501, not-implemented, The request uses",
        "GET /probe/open HTTP/3.1, '', 505, http-version-not-supported, The request uses a part of HTTP"})
    void whatTheContainerRefusesIsSaidInWords(String line, String header, int status, String name,
            String detail) throws IOException {
        assertThat(exchange(line, header)).startsWith("HTTP/1.1 " + status)
                .contains("urn:sluice:problem:" + name, "\"detail\":\"" + detail);
    }

    /** By hand, as no client sends it. */
    private String exchange(String line, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(30_000);
            out.write((line + "\r\nHost: localhost\r\n" + header + "Connection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
