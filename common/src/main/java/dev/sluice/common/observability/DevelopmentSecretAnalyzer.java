package dev.sluice.common.observability;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the reason as a sentence instead of a stack trace. */
class DevelopmentSecretAnalyzer extends AbstractFailureAnalyzer<DevelopmentSecretFound> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DevelopmentSecretFound cause) {
        return new FailureAnalysis(cause.getMessage(),
                "Give each of these properties a secret of your own, for example by an environment variable.",
                cause);
    }
}
