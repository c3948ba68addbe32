package dev.sluice.flag.evaluation;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.identity.Actor;

/** The OpenFeature Remote Evaluation Protocol. Its errors are the standard's, not problem details. */
@RestController
@RequestMapping(path = "/ofrep/v1/evaluate/flags", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Evaluation")
class OfrepController {

    private static final Logger log = LoggerFactory.getLogger(OfrepController.class);

    private final Evaluator evaluator;
    private final BulkAnswers bulk;
    private final Evaluations count;
    private final Allowance allowance;
    private final JsonMapper json;

    /** How the standard says that a flag cannot be evaluated. */
    record Failure(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
            @JsonProperty("errorCode") String errorCode, @JsonProperty("errorDetails") String errorDetails) {
    }

    /** How the standard says that something failed on this side. */
    record Broken(@JsonProperty("errorDetails") String errorDetails) {
    }

    OfrepController(Evaluator evaluator, BulkAnswers bulk, Evaluations count, Allowance allowance,
            JsonMapper json) {
        this.evaluator = evaluator;
        this.bulk = bulk;
        this.count = count;
        this.allowance = allowance;
        this.json = json;
    }

    @PostMapping("/{key}")
    @Operation(summary = "Evaluate one flag", requestBody = @RequestBody(required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = OfrepRequest.class))))
    @ApiResponse(responseCode = "200",
            content = @Content(schema = @Schema(implementation = Evaluation.class)))
    @ApiResponse(responseCode = "400", description = "PARSE_ERROR, INVALID_CONTEXT, TARGETING_KEY_MISSING",
            content = @Content(schema = @Schema(implementation = Failure.class)))
    @ApiResponse(responseCode = "404", description = "FLAG_NOT_FOUND",
            content = @Content(schema = @Schema(implementation = Failure.class)))
    @ApiResponse(responseCode = "429", description = "Too many in this second, see Retry-After",
            content = @Content)
    ResponseEntity<Object> one(@PathVariable String key, @Parameter(hidden = true) Actor actor,
            HttpServletRequest request) throws IOException {
        allowance.take(actor.id());
        OfrepRequest.check(request.getInputStream(), json);
        Optional<Evaluation> evaluation = evaluator.evaluate(key);
        if (evaluation.isEmpty()) {
            count.countUnknown();
            return ResponseEntity.status(HttpStatus.NOT_FOUND)
                    .body(new Failure(key, "FLAG_NOT_FOUND", "No flag has this key"));
        }
        count.count(evaluation.get());
        return ResponseEntity.ok(evaluation.get());
    }

    @PostMapping
    @Operation(summary = "Evaluate all flags", requestBody = @RequestBody(required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = OfrepRequest.class))))
    @ApiResponse(responseCode = "200",
            content = @Content(schema = @Schema(implementation = BulkAnswers.Flags.class)))
    @ApiResponse(responseCode = "304", description = "Nothing is different from the answer with this ETag",
            content = @Content)
    @ApiResponse(responseCode = "400", description = "PARSE_ERROR, INVALID_CONTEXT, TARGETING_KEY_MISSING",
            content = @Content(schema = @Schema(implementation = Failure.class)))
    @ApiResponse(responseCode = "429", description = "Too many in this second, see Retry-After",
            content = @Content)
    ResponseEntity<String> all(
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @Parameter(hidden = true) Actor actor, HttpServletRequest request) throws IOException {
        allowance.take(actor.id());
        OfrepRequest.check(request.getInputStream(), json);
        BulkAnswers.Answer answer = bulk.answer();
        if (ifNoneMatch != null && answer.is(ifNoneMatch)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(answer.etag()).build();
        }
        answer.evaluations().forEach(count::count);
        return ResponseEntity.ok().eTag(answer.etag()).body(answer.body());
    }

    @ExceptionHandler
    ResponseEntity<Failure> bad(BadEvaluation refused, HttpServletRequest request) {
        return ResponseEntity.badRequest().contentType(MediaType.APPLICATION_JSON)
                .body(new Failure(key(request), refused.code().name(), refused.details()));
    }

    @ExceptionHandler
    ResponseEntity<Broken> tooMany(TooManyRequests refused) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(TooManyRequests.RETRY_AFTER))
                .body(new Broken(TooManyRequests.DETAILS));
    }

    @ExceptionHandler
    ResponseEntity<Broken> broken(Exception failure, HttpServletRequest request) {
        log.error("{} failed", request.getRequestURI(), failure);
        return ResponseEntity.internalServerError().contentType(MediaType.APPLICATION_JSON)
                .body(new Broken("Something failed on our side"));
    }

    private static @Nullable String key(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> map && map.get("key") instanceof String key ? key : null;
    }
}
