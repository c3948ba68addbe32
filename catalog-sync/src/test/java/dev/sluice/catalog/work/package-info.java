/** Tests of the feature. */
@NullMarked
package dev.sluice.catalog.work;

import org.jspecify.annotations.NullMarked;
