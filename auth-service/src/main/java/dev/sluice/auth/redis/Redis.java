package dev.sluice.auth.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Redis, as long as it is there. No caller ever waits for a connection, nor for an answer longer than the
 * timeout of one command; after a few timeouts nobody waits at all until it answers again. In a cluster that
 * is so for each master: the others are asked all the time.
 */
@Component
public class Redis {

    private static final Logger log = LoggerFactory.getLogger(Redis.class);

    private final RedisLine line;
    private final Masters masters;
    private final CircuitBreakerRegistry breakers;
    private final Duration patience;
    private volatile @Nullable Throwable lastError;

    Redis(RedisLine line, Masters masters, CircuitBreakerRegistry breakers) {
        this.line = line;
        this.masters = masters;
        this.breakers = breakers;
        this.patience = line.timeout();
        breakers.getEventPublisher().onEntryAdded(added -> watch(added.getAddedEntry()));
        breakers.circuitBreaker(Masters.ONLY);
    }

    /** A host that is gone closes no connection: only another one leads to the master that took over. */
    private void watch(CircuitBreaker breaker) {
        breaker.getEventPublisher().onStateTransition(change -> {
            if (change.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                line.renew(breaker.getName());
            }
            if (change.getStateTransition() == CircuitBreaker.StateTransition.CLOSED_TO_OPEN) {
                tell();
            }
        });
    }

    /**
     * The answer; empty where there is none, and while Redis is away, whatever the reason.
     *
     * @param key what is asked about; in a cluster all keys of one question are in one place
     */
    public <T> Optional<T> ask(byte[] key,
            Function<RedisClusterAsyncCommands<byte[], byte[]>, RedisFuture<T>> question) {
        RedisClusterAsyncCommands<byte[], byte[]> commands = line.commands();
        if (commands == null) {
            return Optional.empty();
        }
        CircuitBreaker breaker = breaker(masters.of(key));
        if (!breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        long began = System.nanoTime();
        try {
            RedisFuture<T> answer = question.apply(commands);
            Optional<T> told = Optional.ofNullable(await(answer));
            breaker.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            return told;
        }
        catch (InterruptedException stopped) {
            breaker.releasePermission();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        catch (ExecutionException | TimeoutException | RedisException away) {
            lastError = away.getCause();
            breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, away);
            return Optional.empty();
        }
    }

    /** That it is away, the line tells; this is about one that is there. */
    private void tell() {
        if (lastError instanceof RedisCommandExecutionException refused) {
            log.warn("Redis refuses what it is asked: {}", refused.getMessage());
        }
    }

    /** Whether the next question has a chance of an answer. */
    boolean answers() {
        return line.commands() != null && masters.names().stream().map(breakers::find)
                .flatMap(Optional::stream)
                .allMatch(breaker -> breaker.getState() == CircuitBreaker.State.CLOSED);
    }

    private CircuitBreaker breaker(String master) {
        return breakers.find(master).orElseGet(() -> {
            // The one that it follows is of nobody any more.
            Set<String> known = masters.names();
            breakers.getAllCircuitBreakers().stream().map(CircuitBreaker::getName)
                    .filter(name -> !known.contains(name)).forEach(breakers::remove);
            return breakers.circuitBreaker(master);
        });
    }

    private <T> T await(RedisFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (TimeoutException late) {
            answer.cancel(true);
            throw late;
        }
    }
}
