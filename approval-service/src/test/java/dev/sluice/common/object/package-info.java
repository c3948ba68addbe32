/** Opens what tests without the application need. */
@NullUnmarked
package dev.sluice.common.object;

import org.jspecify.annotations.NullUnmarked;
