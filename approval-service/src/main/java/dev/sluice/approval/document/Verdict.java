package dev.sluice.approval.document;

/** What the workflow hears of a decision. */
record Verdict(boolean approved) {
}
