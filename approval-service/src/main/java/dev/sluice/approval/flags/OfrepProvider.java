package dev.sluice.approval.flags;

import java.util.Map;
import java.util.function.Function;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.JsonNode;

/**
 * Evaluates flags at a server that speaks the OpenFeature remote evaluation protocol. The client that it is
 * given adds the token, a fresh one when the old one ends.
 */
final class OfrepProvider implements FeatureProvider {

    private final RestClient server;

    OfrepProvider(RestClient server) {
        this.server = server;
    }

    @Override
    public Metadata getMetadata() {
        return () -> "ofrep";
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(
            String key, Boolean fallback, EvaluationContext context) {
        return evaluate(key, fallback, context, node -> node.isBoolean() ? node.booleanValue() : null);
    }

    @Override
    public ProviderEvaluation<String> getStringEvaluation(
            String key, String fallback, EvaluationContext context) {
        return evaluate(key, fallback, context, node -> node.isString() ? node.stringValue() : null);
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(
            String key, Integer fallback, EvaluationContext context) {
        return evaluate(key, fallback, context, node -> node.isInt() ? node.intValue() : null);
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(
            String key, Double fallback, EvaluationContext context) {
        return evaluate(key, fallback, context, node -> node.isNumber() ? node.doubleValue() : null);
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(
            String key, Value fallback, EvaluationContext context) {
        return error(fallback, ErrorCode.TYPE_MISMATCH, "This service reads no structured flag");
    }

    private <T> ProviderEvaluation<T> evaluate(
            String key, T fallback, EvaluationContext context, Function<JsonNode, @Nullable T> read) {
        try {
            JsonNode answer = server.post()
                    .uri("/ofrep/v1/evaluate/flags/{key}", key)
                    .body(Map.of("context", context.asObjectMap()))
                    .retrieve()
                    .body(JsonNode.class);
            T value = answer == null ? null : read.apply(answer.path("value"));
            return value == null || answer == null
                    ? error(fallback, ErrorCode.TYPE_MISMATCH, "Flag " + key + " has another type")
                    : ProviderEvaluation.<T>builder()
                            .value(value)
                            .variant(answer.path("variant").asString(""))
                            .reason(answer.path("reason").asString(Reason.UNKNOWN.name()))
                            .build();
        }
        catch (RestClientResponseException e) {
            int status = e.getStatusCode().value();
            return error(fallback, status == 404 ? ErrorCode.FLAG_NOT_FOUND : ErrorCode.GENERAL,
                    "The flag service answered " + status);
        }
        catch (RestClientException e) {
            return error(fallback, ErrorCode.GENERAL, "The flag service cannot be reached");
        }
    }

    private static <T> ProviderEvaluation<T> error(T fallback, ErrorCode code, String message) {
        return ProviderEvaluation.<T>builder()
                .value(fallback)
                .reason(Reason.ERROR.name())
                .errorCode(code)
                .errorMessage(message)
                .build();
    }
}
