/**
 * Documents that wait for a human's approval: the workflow, the jobs, the desk where they are decided and
 * what is announced of it. Depends on {@code durable}, {@code table} and {@code flags}.
 */
@NullMarked
package dev.sluice.approval.document;

import org.jspecify.annotations.NullMarked;
