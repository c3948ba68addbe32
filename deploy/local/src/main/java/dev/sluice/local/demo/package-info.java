/** The main job told once against a running platform; depends on the services' HTTP doors only. */
@NullMarked
package dev.sluice.local.demo;

import org.jspecify.annotations.NullMarked;
