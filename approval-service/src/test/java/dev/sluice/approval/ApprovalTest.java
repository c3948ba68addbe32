package dev.sluice.approval;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import dev.sluice.common.test.SluiceTest;

/** One running service for all tests over HTTP, with a broker, and a flag service that a test can change. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SluiceTest
@ContextConfiguration(initializers = FlagServer.Wiring.class)
@TestPropertySource(properties = "sluice.approval.document.retry.initial=50ms")
public @interface ApprovalTest {
}
