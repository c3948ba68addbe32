package dev.sluice.local.demo;

import java.net.http.HttpHeaders;

import tools.jackson.databind.JsonNode;

/**
 * What a door answered.
 *
 * @param what method and address of the request, for messages
 * @param body the JSON body; a JSON null where there was none
 */
public record Answer(String what, int status, HttpHeaders headers, JsonNode body) {

    /**
     * The answer itself where its status is the expected one, else a failed step with the problem's words.
     */
    public Answer expect(int... expected) {
        for (int candidate : expected) {
            if (candidate == status) {
                return this;
            }
        }
        String problem = body.path("detail").asString(body.path("title").asString(body.toString()));
        throw new StepFailed(what + " answered " + status + " (" + problem + ")");
    }

    public String text(String field) {
        return body.path(field).asString("");
    }
}
