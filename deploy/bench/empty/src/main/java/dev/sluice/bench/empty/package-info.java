/** An endpoint that does nothing, for auth-service while it is measured. */
@NullMarked
package dev.sluice.bench.empty;

import org.jspecify.annotations.NullMarked;
