package dev.sluice.auth;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;

/** Writes down who called what their roles do not allow. That somebody showed no token is no event. */
@Component
class RefusedCalls {

    /** Nobody has such a path, and what else was typed in its place is not kept. */
    private static final String NO_ROUTE = "no route";

    private final RequestMappingHandlerMapping routes;
    private final AuditTrail audit;

    RefusedCalls(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes,
            AuditTrail audit) {
        this.routes = routes;
        this.audit = audit;
    }

    @EventListener
    void refused(AuthorizationDeniedEvent<?> denied) {
        if (denied.getObject() instanceof HttpServletRequest request
                && denied.getAuthentication().get() instanceof JwtAuthenticationToken) {
            audit.report(AuditEvent.of(AuditType.ACCESS_REFUSED)
                    .with(AuditField.ROUTE, request.getMethod() + " " + route(request).orElse(NO_ROUTE)));
        }
    }

    /** The roles are looked at before the dispatcher knows it. */
    private Optional<String> route(HttpServletRequest request) {
        var path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
        return routes.getHandlerMethods().keySet().stream()
                .flatMap(route -> Optional.ofNullable(route.getPathPatternsCondition()).stream())
                .flatMap(condition -> condition.getPatterns().stream())
                .filter(pattern -> pattern.matches(path))
                .min(PathPattern.SPECIFICITY_COMPARATOR).map(PathPattern::getPatternString);
    }
}
