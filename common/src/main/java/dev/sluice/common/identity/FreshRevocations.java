package dev.sluice.common.identity;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.sluice.common.problem.Problems;
import dev.sluice.common.revocation.Revocations;

/**
 * Refuses the calls that need it while nobody knows whether their token was revoked; and every call with a
 * token until that has been known once.
 */
final class FreshRevocations extends OncePerRequestFilter {

    private static final Pattern CALL = Pattern.compile("([A-Z]+) +(/\\S*)");

    private final RequestMatcher required;
    private final boolean follows;
    private final Duration bound;
    private final Revocations revocations;
    private final Problems problems;

    FreshRevocations(RevocationProperties properties, Revocations revocations, Problems problems) {
        List<String> required = properties.required();
        this.required = required.isEmpty() ? request -> false
                : new OrRequestMatcher(required.stream().map(FreshRevocations::matcher).toList());
        this.follows = properties.follow();
        this.bound = properties.bound();
        this.revocations = revocations;
        this.problems = problems;
    }

    private static RequestMatcher matcher(String call) {
        Matcher parts = CALL.matcher(call);
        if (!parts.matches()) {
            throw new IllegalArgumentException("sluice.identity.revocations.required: '" + call
                    + "' is not a method and a path, such as POST /approve/*");
        }
        return PathPatternRequestMatcher.withDefaults()
                .matcher(HttpMethod.valueOf(parts.group(1)), parts.group(2));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
            FilterChain chain) throws ServletException, IOException {
        boolean unheard = follows && !revocations.hasCaughtUp() && hasToken();
        if (unheard || (required.matches(request) && revocations.staleness().compareTo(bound) > 0)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "revocations-unknown",
                    "Whether your token was revoked is not known at the moment. Try again in a second.");
            return;
        }
        chain.doFilter(request, response);
    }

    /** One that is good but for what is not known. */
    private static boolean hasToken() {
        return SecurityContextHolder.getContext().getAuthentication() != null;
    }
}
