package dev.sluice.flag.evaluation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The answer for all flags, written once for each change of the flags and each day instead of for each
 * request. Its ETag is a digest of its bytes, so two answers have the same one only where nothing differs.
 */
@Component
class BulkAnswers {

    private final Evaluator evaluator;
    private final JsonMapper json;

    private volatile @Nullable Answer last;

    BulkAnswers(Evaluator evaluator, JsonMapper json) {
        this.evaluator = evaluator;
        this.json = json;
    }

    Answer answer() {
        Evaluator.Basis basis = evaluator.basis();
        Answer known = last;
        if (known == null || !known.basis.equals(basis)) {
            known = write(basis);
            last = known;
        }
        return known;
    }

    private Answer write(Evaluator.Basis basis) {
        List<Evaluation> evaluations = evaluator.all(basis);
        String body = json.writeValueAsString(new Flags(evaluations));
        return new Answer(basis, evaluations, body, etag(body));
    }

    private static String etag(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8));
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** The body of an answer. */
    @Schema(name = "BulkEvaluation")
    record Flags(List<Evaluation> flags) {
    }

    /** An answer, and what it was written from. */
    record Answer(Evaluator.Basis basis, List<Evaluation> evaluations, String body, String etag) {

        /** Whether a client's If-None-Match names this answer; some clients leave the quotes out. */
        boolean is(String ifNoneMatch) {
            return Arrays.stream(ifNoneMatch.split(",", -1)).map(String::strip)
                    .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                    .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || etag.equals('"' + tag + '"'));
        }
    }
}
