/** A service of somebody else's that accepts our tokens; it may depend on Spring alone. */
@NullMarked
package dev.sluice.invoices;

import org.jspecify.annotations.NullMarked;
