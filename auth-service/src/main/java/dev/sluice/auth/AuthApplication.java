package dev.sluice.auth;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntBiFunction;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.scheduling.annotation.EnableScheduling;

import dev.sluice.auth.evidence.AuditVerification;
import dev.sluice.auth.password.BreachedFilterCommand;
import dev.sluice.auth.restore.DatabaseRestored;

/** Starts auth-service, or with the name of a command as its first argument that command alone. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class AuthApplication {

    public static void main(String[] arguments) {
        switch (arguments.length > 0 ? arguments[0] : "") {
            case AuditVerification.COMMAND -> run(AuditVerification::run, arguments);
            case BreachedFilterCommand.COMMAND -> run(BreachedFilterCommand::run, arguments);
            case DatabaseRestored.COMMAND -> run(DatabaseRestored::run, arguments);
            default -> SpringApplication.run(AuthApplication.class, arguments);
        }
    }

    /** A command says what came of it, and nothing is logged around that. */
    private static void run(ToIntBiFunction<List<String>, Consumer<String>> command, String[] arguments) {
        LoggingSystem.get(AuthApplication.class.getClassLoader()).beforeInitialize();
        System.exit(command.applyAsInt(List.of(arguments).subList(1, arguments.length), IO::println));
    }
}
