/** Which failures pass by themselves; depends on no other feature of this module. */
@NullMarked
package dev.sluice.common.outage;

import org.jspecify.annotations.NullMarked;
