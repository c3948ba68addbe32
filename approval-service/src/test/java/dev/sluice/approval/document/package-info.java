/** Tests. */
@NullUnmarked
package dev.sluice.approval.document;

import org.jspecify.annotations.NullUnmarked;
