/** Tests of the whole service. */
@NullUnmarked
package dev.sluice.approval;

import org.jspecify.annotations.NullUnmarked;
