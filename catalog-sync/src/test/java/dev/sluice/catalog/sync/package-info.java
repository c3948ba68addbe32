/** Tests of the feature. */
@NullMarked
package dev.sluice.catalog.sync;

import org.jspecify.annotations.NullMarked;
