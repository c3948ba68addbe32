/** The systems Sluice speaks with that nobody has on a laptop, imitated by their public contracts. */
@NullMarked
package dev.sluice.local.standin;

import org.jspecify.annotations.NullMarked;
