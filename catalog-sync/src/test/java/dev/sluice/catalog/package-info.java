/** The running service, on real components and on the stand-ins for Purview and Collibra. */
@NullMarked
package dev.sluice.catalog;

import org.jspecify.annotations.NullMarked;
