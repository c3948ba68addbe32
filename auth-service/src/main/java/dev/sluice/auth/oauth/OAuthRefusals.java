package dev.sluice.auth.oauth;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says no as RFC 6749 wants it, section 5.2, since OAuth's client libraries read that and no problem. */
@RestControllerAdvice(basePackageClasses = OAuthRefusals.class)
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class OAuthRefusals {

    private final MeterRegistry meters;

    OAuthRefusals(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Tomcat's words repeat the parameter, which may be a secret. */
    @ExceptionHandler
    ResponseEntity<OAuthRefusal.Body> refuseUnreadable(InvalidParameterException unreadable) {
        return refuse(unreadable.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()
                ? OAuthRefusal.tooLarge() : OAuthRefusal.invalidRequest("The body is not a form."));
    }

    @ExceptionHandler
    ResponseEntity<OAuthRefusal.Body> refuse(OAuthRefusal refusal) {
        meters.counter("sluice.auth.oauth.refusals", "error", refusal.body().error()).increment();
        var answer = ResponseEntity.status(refusal.status()).cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON);
        if (refusal.status() == HttpStatus.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"sluice\", charset=\"UTF-8\"");
        }
        return answer.body(refusal.body());
    }
}
