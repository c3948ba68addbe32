package dev.sluice.approval.document;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What a reviewer said of a job. Made at most once. */
record Decision(boolean approved, String by, Instant at, @Nullable String reason) {
}
