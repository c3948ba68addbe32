/** Where signatures are computed; depends on nothing of this project. */
@NullMarked
package dev.sluice.common.crypto;

import org.jspecify.annotations.NullMarked;
