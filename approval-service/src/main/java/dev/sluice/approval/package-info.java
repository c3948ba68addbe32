/** The approval service: a durable workflow engine and the document workflow that waits for a human on it. */
@NullMarked
package dev.sluice.approval;

import org.jspecify.annotations.NullMarked;
