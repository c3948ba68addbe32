/**
 * The flags as they are meant to be: read, written with optimistic concurrency, imported and exported;
 * depends on {@code history}.
 */
@NullMarked
package dev.sluice.flag.registry;

import org.jspecify.annotations.NullMarked;
