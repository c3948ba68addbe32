/** The stand-ins answer as the contracts they imitate. */
@NullMarked
package dev.sluice.local.standin;

import org.jspecify.annotations.NullMarked;
