package dev.sluice.local.standin.collibra;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.local.standin.http.Reply;

/** An error in the form in which Collibra's REST API tells it. */
final class Problem {

    private Problem() {
    }

    static Reply reply(int status, String code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("statusCode", status);
        body.put("titleMessage", switch (status) {
            case 401 -> "Unauthorized";
            case 404 -> "Not found";
            default -> "Bad request";
        });
        body.put("helpMessage", "");
        body.put("userMessage", message);
        body.put("errorCode", code);
        return Reply.json(status, body);
    }
}
