package dev.sluice.common.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextCustomizerFactories;

/**
 * Starts the whole service on a free port as it runs in production: on a database of its own in the shared
 * stack, with the broker, an object store in a folder of its own, and trusting {@link TestIssuer#shared()}.
 * Classes with the same attributes share one running service, so a test uses ids of its own,
 * and they run one after the other.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@Execution(ExecutionMode.SAME_THREAD)
@ContextCustomizerFactories(SluiceTestSetup.class)
public @interface SluiceTest {

    /** Whether the service needs PostgreSQL. */
    boolean database() default true;

    /** Which broker the service talks to. */
    Broker broker() default Broker.KAFKA;

    /** Whether the service needs Redis behind Sentinel. */
    boolean redis() default false;

    /** Whether {@link TestIssuer#shared()} is trusted, or whoever the service itself configures. */
    boolean issuer() default true;

    /** A broker, or none. */
    enum Broker {
        NONE, KAFKA, PULSAR
    }
}
