package dev.sluice.auth.signin;

import java.util.concurrent.Semaphore;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.sluice.auth.password.PasswordHashes;

/**
 * In front of the sign-in. Those who are let in wait for Redis, the database and their hash, and each wait
 * puts them behind whoever has come meanwhile: a thousand of them would hold up everybody else, too. So there
 * are never many, and whoever is sent away costs next to nothing.
 */
@Component
class SignInDoor implements HandlerInterceptor {

    /** For those who need no hash; each takes a core for a fraction of its time. */
    private static final int EACH_CORE = 8;

    private final PasswordHashes hashes;
    private final MeterRegistry meters;
    private final Semaphore places;

    SignInDoor(PasswordHashes hashes, MeterRegistry meters) {
        this.hashes = hashes;
        this.meters = meters;
        this.places = new Semaphore(
                hashes.places() + EACH_CORE * Runtime.getRuntime().availableProcessors());
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!places.tryAcquire()) {
            SignInDesk.count(meters, "busy");
            throw hashes.sentAway();
        }
        return true;
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable Exception failure) {
        places.release();
    }
}
