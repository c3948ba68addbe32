package dev.sluice.local.standin.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code multipart/form-data} body (RFC 7578) into its parts by name. */
public final class Multipart {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile(
            "(?i)content-disposition:[^\\r\\n]*?[; ]name=\"([^\"]*)\"");

    private Multipart() {
    }

    /** The parts; throws IllegalArgumentException when it is not such a body. */
    public static Map<String, byte[]> parts(Call call) {
        String type = call.header("content-type").orElse("");
        Matcher boundary = BOUNDARY.matcher(type);
        if (!type.startsWith("multipart/form-data") || !boundary.find()) {
            throw new IllegalArgumentException("Not multipart/form-data with a boundary");
        }
        // One char per byte, so that positions in the text are positions in the body.
        String body = new String(call.body(), StandardCharsets.ISO_8859_1);
        String delimiter = "--" + boundary.group(1);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        int start = body.indexOf(delimiter);
        while (start >= 0) {
            int end = body.indexOf("\r\n" + delimiter, start + delimiter.length());
            int content = body.indexOf("\r\n\r\n", start);
            if (end < 0 || content < 0 || content > end) {
                break;
            }
            Matcher name = NAME.matcher(body.substring(start, content));
            if (name.find()) {
                parts.put(name.group(1),
                        body.substring(content + 4, end).getBytes(StandardCharsets.ISO_8859_1));
            }
            start = end + 2;
        }
        return parts;
    }
}
