package dev.sluice.acceptance.secret;

import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The secrets of one run, known by the names under which they were sent and received. What is as short as a
 * word of a log is none.
 */
public final class Secrets {

    private static final Pattern NAMES = Pattern.compile(
            "(?i)(.*[_-])?(password|secret|token|assertion|password_hash|key_encryption_key)");
    private static final Pattern COOKIE = Pattern.compile("([^=;]+)=([^;]*)");
    private static final int LEAST = 8;
    private static final int LEAST_COOKIE = 16;

    private final Set<String> values = new ConcurrentSkipListSet<>();

    /** Lines of {@code NAME=value}, as a shell reads them. */
    public void addSettings(List<String> lines) {
        lines.stream().map(line -> line.split("=", 2)).filter(setting -> setting.length == 2)
                .forEach(setting -> add(setting[0], setting[1]));
    }

    /** One side of what is said over HTTP. */
    void hear(HttpHeaders headers, String body) {
        headers.map().forEach((name, all) -> all.forEach(value -> hearHeader(name, value)));
        String type = headers.firstValue("Content-Type").orElse("");
        if (type.contains("json")) {
            hearJson(body);
        }
        else if (type.startsWith("application/x-www-form-urlencoded")) {
            List.of(body.split("&")).forEach(this::hearParameter);
        }
    }

    Set<String> all() {
        return new TreeSet<>(values);
    }

    private void add(String name, String value) {
        if (NAMES.matcher(name).matches() && value.length() >= LEAST) {
            values.add(value);
        }
    }

    private void hearHeader(String name, String value) {
        if (name.equalsIgnoreCase("authorization")) {
            String credentials = value.substring(value.indexOf(' ') + 1);
            add("token", credentials);
            if (value.startsWith("Basic ")) {
                // Its pair is form encoded within the header (RFC 6749, section 2.3.1).
                String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
                add("secret", decoded(pair.substring(pair.indexOf(':') + 1)));
            }
        }
        else if (name.equalsIgnoreCase("cookie") || name.equalsIgnoreCase("set-cookie")) {
            COOKIE.matcher(value).results().map(cookie -> cookie.group(2))
                    .filter(cookie -> cookie.length() >= LEAST_COOKIE).limit(1).forEach(values::add);
        }
    }

    private void hearParameter(String parameter) {
        String[] parts = parameter.split("=", 2);
        if (parts.length == 2) {
            add(parts[0], decoded(parts[1]));
        }
    }

    private void hearJson(String body) {
        try {
            walk("", JsonMapper.shared().readTree(body));
        }
        catch (JacksonException unreadable) {
            // A test that sends what is no JSON sends no secret by a name.
        }
    }

    private void walk(String name, JsonNode node) {
        if (node.isString()) {
            add(name, node.asString());
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            walk(member.getKey(), member.getValue());
        }
        if (node.isArray()) {
            node.forEach(element -> walk(name, element));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Secrets[" + values.size() + "]";
    }
}
