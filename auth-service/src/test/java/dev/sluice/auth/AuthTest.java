package dev.sluice.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import dev.sluice.common.test.SluiceTest;

/** The running service on a database of its own and the stack's Redis, with {@link People} to act in it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SluiceTest(broker = SluiceTest.Broker.NONE, redis = true)
// A busy machine is no outage.
@TestPropertySource(properties = {"sluice.auth.proof.staleness=30s",
    // All tests are in one network.
    "sluice.auth.guessing.sign-up.attempts=300", "sluice.auth.guessing.sign-up.interval=1h"})
@Import(People.class)
public @interface AuthTest {
}
