package dev.sluice.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import dev.sluice.common.test.SluiceTest;

/** Starts {@link ProbeApplication}, once for all tests of this module. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SluiceTest(database = false, broker = SluiceTest.Broker.NONE)
@ContextConfiguration(classes = ProbeApplication.class)
@TestPropertySource(properties = {"spring.application.name=probe",
    "spring.servlet.multipart.max-file-size=1KB",
    "spring.servlet.multipart.max-request-size=2KB", "sluice.identity.refresh-pause=300ms"})
public @interface ProbeTest {
}
