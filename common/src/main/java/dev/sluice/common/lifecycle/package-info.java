/** How work that goes on beside the requests is asked to end; depends on nothing. */
@NullMarked
package dev.sluice.common.lifecycle;

import org.jspecify.annotations.NullMarked;
