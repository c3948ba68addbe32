package dev.sluice.common.problem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses a member that the API does not know in the body of a request, since it is a misspelt one. Events,
 * and the answers of others, may have more members than we know: the application's mapper passes over them.
 * YAML, which a library of the API description brings along, is no way around that. Answers are sent whole,
 * with their length: one packet, where chunks would be two.
 */
final class JsonBodies implements ServerHttpMessageConvertersCustomizer {

    private final JsonMapper json;

    JsonBodies(JsonMapper json) {
        this.json = json.rebuild().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    @Override
    public void customize(HttpMessageConverters.ServerBuilder converters) {
        converters.withJsonConverter(new WholeAnswers(json));
        converters.configureMessageConvertersList(all -> all.removeIf(JsonBodies::isYaml));
    }

    private static boolean isYaml(HttpMessageConverter<?> converter) {
        return converter.getSupportedMediaTypes().stream()
                .anyMatch(type -> type.getSubtype().contains("yaml"));
    }

    private static final class WholeAnswers extends JacksonJsonHttpMessageConverter {

        WholeAnswers(JsonMapper json) {
            super(json);
        }

        @Override
        protected void writeInternal(Object answer, ResolvableType type, HttpOutputMessage message,
                @Nullable Map<String, Object> hints) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
            super.writeInternal(answer, type, new Aside(message.getHeaders(), bytes), hints);
            message.getHeaders().setContentLength(bytes.size());
            bytes.writeTo(message.getBody());
        }
    }

    /** Takes what is written without sending it. */
    private record Aside(HttpHeaders headers, OutputStream bytes) implements HttpOutputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return bytes;
        }
    }
}
