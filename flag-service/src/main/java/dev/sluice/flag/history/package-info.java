/**
 * Who changed which flag, when and why; depends on no other feature.
 */
@NullMarked
package dev.sluice.flag.history;

import org.jspecify.annotations.NullMarked;
