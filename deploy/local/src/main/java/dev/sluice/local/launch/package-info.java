/**
 * Starts and ends the whole platform on one machine; depends on the stack, the process abstraction and the
 * demo.
 */
@NullMarked
package dev.sluice.local.launch;

import org.jspecify.annotations.NullMarked;
