package dev.sluice.common.identity;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

import dev.sluice.common.problem.Problems;

/**
 * Says no as RFC 6750 wants it, with the challenge in {@code WWW-Authenticate}, and as a problem in the body.
 * Which check a token failed is for the log only.
 */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String INVALID = "The token is not valid here, or no longer.";
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final BearerTokenAccessDeniedHandler denial = new BearerTokenAccessDeniedHandler();
    private final Problems problems;

    Refusals(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException refusal) throws IOException {
        if (refusal instanceof AuthenticationServiceException) {
            log.warn("A token could not be verified: {}", refusal.getMessage());
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "identity-unavailable",
                    "The token cannot be verified at the moment. Try again in a few seconds.");
            return;
        }
        challenge.commence(request, response, refusal instanceof InvalidBearerTokenException
                ? new InvalidBearerTokenException(INVALID) : refusal);
        HttpStatus status = HttpStatus.valueOf(response.getStatus());
        boolean presented = refusal instanceof OAuth2AuthenticationException;
        log.debug("Refused a token: {}", refusal.getMessage());
        problems.write(request, response, status,
                status == HttpStatus.UNAUTHORIZED ? "unauthenticated" : "bad-request",
                presented ? INVALID : "This needs a bearer token.");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response,
            AccessDeniedException refusal) throws IOException {
        denial.handle(request, response, refusal);
        problems.write(request, response, HttpStatus.FORBIDDEN, "forbidden", "Your roles do not allow this.");
    }

    /** Keys that cannot be fetched are our failure, and not the caller's. */
    ObjectPostProcessor<BearerTokenAuthenticationFilter> unavailable() {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(Refusals.this::commence);
                return filter;
            }
        };
    }
}
