/**
 * The stack as tests and the launcher use it: real components, started when asked for. Depends on {@code
 * engine}.
 */
@NullMarked
package dev.sluice.local.stack;

import org.jspecify.annotations.NullMarked;
