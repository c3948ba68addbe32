/**
 * What flags answer, over OFREP.
 */
@NullMarked
package dev.sluice.flag.evaluation;

import org.jspecify.annotations.NullMarked;
