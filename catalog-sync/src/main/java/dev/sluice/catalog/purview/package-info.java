/** Purview as this service needs it: everything that its search finds; depends on {@code remote}. */
@NullMarked
package dev.sluice.catalog.purview;

import org.jspecify.annotations.NullMarked;
