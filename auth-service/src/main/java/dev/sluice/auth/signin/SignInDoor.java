package dev.sluice.auth.signin;

import java.io.IOException;
import java.util.concurrent.Semaphore;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.sluice.auth.password.PasswordHashes;
import dev.sluice.common.problem.BodyTooLarge;
import dev.sluice.common.problem.LimitedBody;
import dev.sluice.common.problem.Problems;

/**
 * In front of the sign-in. Those who are let in wait for Redis, the database and their hash, and each wait
 * puts them behind whoever has come meanwhile: a thousand of them would hold up everybody else, too. So there
 * are never many, and whoever is sent away costs next to nothing. Whoever sends slowly has no place yet: some
 * dozens of them would keep everybody out.
 */
final class SignInDoor extends OncePerRequestFilter {

    /** An address and a password have less. */
    private static final DataSize MOST = DataSize.ofKilobytes(64);
    /** For those who need no hash; each takes a core for a fraction of its time. */
    static final int EACH_CORE = 8;
    /** For those who wait for somebody who tries the same. */
    private static final int JOINED_EACH_CORE = 4;

    private final PasswordHashes hashes;
    private final Problems problems;
    private final MeterRegistry meters;
    private final Semaphore places;

    SignInDoor(PasswordHashes hashes, Problems problems, MeterRegistry meters) {
        this.hashes = hashes;
        this.problems = problems;
        this.meters = meters;
        this.places = new Semaphore(
                hashes.places() + joined() + EACH_CORE * Runtime.getRuntime().availableProcessors());
    }

    /** How many may wait for somebody who tries the same; they take no place from the others. */
    static int joined() {
        return JOINED_EACH_CORE * Runtime.getRuntime().availableProcessors();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
            FilterChain chain) throws ServletException, IOException {
        byte[] body;
        try {
            body = LimitedBody.read(request.getInputStream(), request.getContentLengthLong(), MOST);
        }
        catch (BodyTooLarge refused) {
            problems.write(request, response, refused);
            return;
        }
        if (!places.tryAcquire()) {
            SignInDesk.count(meters, "busy");
            problems.write(request, response, hashes.sentAway());
            return;
        }
        try {
            chain.doFilter(new ReadRequest(request, body), response);
        }
        finally {
            places.release();
        }
    }
}
