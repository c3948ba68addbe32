/** What the rules for tests refuse, out of the packages that they are asked of. */
@NullMarked
package dev.sluice.violation;

import org.jspecify.annotations.NullMarked;
