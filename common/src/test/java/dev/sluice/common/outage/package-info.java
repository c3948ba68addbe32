/** Tests of what counts as an outage. */
@NullMarked
package dev.sluice.common.outage;

import org.jspecify.annotations.NullMarked;
