/** The one clock of a service, which a test replaces by its own; depends on nothing. */
@NullMarked
package dev.sluice.common.time;

import org.jspecify.annotations.NullMarked;
