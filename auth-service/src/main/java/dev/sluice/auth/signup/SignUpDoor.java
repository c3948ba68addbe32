package dev.sluice.auth.signup;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.proof.Network;
import dev.sluice.auth.proof.SignUpBudget;

/**
 * In front of the sign-up. A network that was told too often that an address is taken is told nothing, of no
 * address; so is everybody where sign-up is closed.
 */
@Component
class SignUpDoor implements HandlerInterceptor {

    private final SignUpProperties properties;
    private final SignUpBudget budget;
    private final AuditTrail audit;

    SignUpDoor(SignUpProperties properties, SignUpBudget budget, AuditTrail audit) {
        this.properties = properties;
        this.budget = budget;
        this.audit = audit;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!properties.open()) {
            throw new SignUpClosed();
        }
        Duration wait = budget.take(network(request));
        if (wait.isPositive()) {
            // Nobody has read the address yet.
            audit.report(AuditEvent.of(AuditType.SIGNUP_REFUSED)
                    .with(AuditField.REASON, "too-many-sign-ups"));
            throw new TooManySignUps(wait);
        }
        return true;
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable Exception failure) {
        if (response.getStatus() != HttpStatus.CONFLICT.value()) {
            budget.giveBack(network(request));
        }
    }

    private static Network network(HttpServletRequest request) {
        return Network.of(request.getRemoteAddr());
    }
}
