/** Tests of the engine on a real PostgreSQL. */
@NullUnmarked
package dev.sluice.approval.durable.worker;

import org.jspecify.annotations.NullUnmarked;
