/** Opens what tests without the application need. */
@NullUnmarked
package dev.sluice.common.event.broker;

import org.jspecify.annotations.NullUnmarked;
