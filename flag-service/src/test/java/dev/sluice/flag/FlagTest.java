package dev.sluice.flag;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import dev.sluice.common.test.SluiceTest;

/**
 * One running service for all tests of this module, on a database of its own and with a clock that a test
 * sets.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SluiceTest(broker = SluiceTest.Broker.NONE)
@TestPropertySource(properties = {"sluice.flag.environment=qa", "sluice.flag.requests-per-second=50",
    "sluice.flag.refresh-interval=1h",
    "spring.datasource.hikari.maximum-pool-size=" + FlagTest.CONNECTIONS})
@Import({TestClock.Wiring.class, Door.class})
public @interface FlagTest {

    /** How many connections to the database serve requests. */
    int CONNECTIONS = 6;
}
