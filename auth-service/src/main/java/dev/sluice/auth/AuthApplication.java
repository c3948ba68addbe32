package dev.sluice.auth;

import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.scheduling.annotation.EnableScheduling;

import dev.sluice.auth.evidence.AuditVerification;

/** Starts auth-service, or with {@code audit-verify} as its first argument that command alone. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class AuthApplication {

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(AuditVerification.COMMAND)) {
            // It says one line, and nothing is logged around it.
            LoggingSystem.get(AuthApplication.class.getClassLoader()).beforeInitialize();
            System.exit(AuditVerification.run(List.of(arguments).subList(1, arguments.length), IO::println));
        }
        SpringApplication.run(AuthApplication.class, arguments);
    }
}
