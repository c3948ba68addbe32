/** Tests of the outbox on a real database and a real broker. */
@NullMarked
package dev.sluice.common.outbox;

import org.jspecify.annotations.NullMarked;
