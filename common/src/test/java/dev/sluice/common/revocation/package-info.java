@NullMarked
package dev.sluice.common.revocation;

import org.jspecify.annotations.NullMarked;
