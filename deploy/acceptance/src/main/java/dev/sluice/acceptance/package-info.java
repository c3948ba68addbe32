/** The main job against the packaged services; depends on their jars only, from outside. */
@NullMarked
package dev.sluice.acceptance;

import org.jspecify.annotations.NullMarked;
