/**
 * Two builds of auth-service at once, as while one instance after the other is replaced; depends on its HTTP
 * doors and its jar only.
 */
@NullMarked
package dev.sluice.local.rolling;

import org.jspecify.annotations.NullMarked;
