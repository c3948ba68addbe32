package dev.sluice.auth.password;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the reason as a sentence instead of a stack trace. */
final class BreachedFilterAnalyzer extends AbstractFailureAnalyzer<BreachedFilterUnreadable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BreachedFilterUnreadable cause) {
        return new FailureAnalysis(cause.getMessage(),
                "Make it with breached-filter, or leave the property empty.", cause);
    }
}
