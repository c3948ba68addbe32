/** Opens what tests without the application need. */
@NullUnmarked
package dev.sluice.common.outbox;

import org.jspecify.annotations.NullUnmarked;
