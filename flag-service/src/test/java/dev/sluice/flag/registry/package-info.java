/**
 * Reading, changing, importing and exporting flags.
 */
@NullMarked
package dev.sluice.flag.registry;

import org.jspecify.annotations.NullMarked;
