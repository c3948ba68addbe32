/**
 * What a flag answers in this environment, from memory and over OFREP; depends on {@code registry}.
 */
@NullMarked
package dev.sluice.flag.evaluation;

import org.jspecify.annotations.NullMarked;
