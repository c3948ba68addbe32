/**
 * Announces a state change exactly when it is committed: a row in the same transaction, relayed to the
 * broker in order per key by one instance at a time; depends on {@code event}, {@code database} and
 * {@code lifecycle}.
 */
@NullMarked
package dev.sluice.common.outbox;

import org.jspecify.annotations.NullMarked;
