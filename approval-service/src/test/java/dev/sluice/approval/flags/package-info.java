/** Tests. */
@NullUnmarked
package dev.sluice.approval.flags;

import org.jspecify.annotations.NullUnmarked;
