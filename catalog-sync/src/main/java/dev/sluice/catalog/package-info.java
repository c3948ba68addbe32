/** The catalog-sync service: what Sluice has approved and what Purview has found, in Collibra. */
@NullMarked
package dev.sluice.catalog;

import org.jspecify.annotations.NullMarked;
