/**
 * The one clock of a service, which a test replaces by its own, and which moments a request may name; depends
 * on nothing.
 */
@NullMarked
package dev.sluice.common.time;

import org.jspecify.annotations.NullMarked;
