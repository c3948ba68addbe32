package dev.sluice.common.problem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses a request body before it becomes objects, which take many times its size. A controller that reads
 * the stream itself has a limit of its own.
 */
@RestControllerAdvice
class BodyLimit extends RequestBodyAdviceAdapter {

    private final DataSize limit;

    BodyLimit(RequestProperties properties) {
        this.limit = properties.maxBody();
    }

    @Override
    public boolean supports(MethodParameter parameter, Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
            Class<? extends HttpMessageConverter<?>> converter) throws IOException {
        byte[] body = LimitedBody.read(message.getBody(), message.getHeaders().getContentLength(), limit);
        return new Body(message.getHeaders(), new ByteArrayInputStream(body));
    }

    private record Body(HttpHeaders headers, InputStream bytes) implements HttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return bytes;
        }
    }
}
