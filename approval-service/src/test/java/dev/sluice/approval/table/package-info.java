/** Tests. */
@NullUnmarked
package dev.sluice.approval.table;

import org.jspecify.annotations.NullUnmarked;
