/** Tests of the feature. */
@NullMarked
package dev.sluice.catalog.remote;

import org.jspecify.annotations.NullMarked;
