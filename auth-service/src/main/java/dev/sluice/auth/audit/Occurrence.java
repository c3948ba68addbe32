package dev.sluice.auth.audit;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import dev.sluice.common.observability.Correlation;

/**
 * An event with what the running request says of it.
 *
 * @param network the address that the request came from; null outside of one
 * @param correlation of the request
 */
record Occurrence(AuditEvent event, Instant at, @Nullable String actor, @Nullable String network,
        @Nullable String correlation) {

    static Occurrence now(AuditEvent event, Clock clock) {
        return new Occurrence(event, clock.instant().truncatedTo(ChronoUnit.MICROS),
                event.actor() == null ? caller() : event.actor(), remoteAddress(), Correlation.current());
    }

    boolean isRefusal() {
        return event.type().outcome() == AuditType.Outcome.REFUSED;
    }

    /** The row that it becomes after that one. */
    AuditRow after(Head head) {
        return AuditRow.after(head, at, event.type().word(), event.type().outcome().word(), actor,
                event.subject(), event.client(), network, correlation, event.detail());
    }

    private static @Nullable String caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken said
                ? said.getToken().getSubject() : null;
    }

    private static @Nullable String remoteAddress() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes running
                ? literal(running.getRequest().getRemoteAddr()) : null;
    }

    /** A header may have said it, and only an address is let through. */
    private static @Nullable String literal(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        }
        catch (IllegalArgumentException noAddress) {
            return null;
        }
    }
}
