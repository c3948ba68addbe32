package dev.sluice.flag.evaluation;

import java.util.Locale;

import dev.sluice.flag.registry.Status;

/** What the running platform is for; it decides how far a feature must have come to be on. */
enum Environment {

    DEV, QA, PROD;

    /** Whether features of that status are on here. */
    boolean shows(Status status) {
        return switch (status) {
            case DEV -> this == DEV;
            case QA -> this == DEV || this == QA;
            case GA -> true;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
