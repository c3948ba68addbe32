/** Tests of the feature. */
@NullMarked
package dev.sluice.catalog.dataset;

import org.jspecify.annotations.NullMarked;
