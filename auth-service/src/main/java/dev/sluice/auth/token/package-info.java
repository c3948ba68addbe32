/**
 * Access tokens as RFC 9068 describes them; depends on {@code key}.
 */
@NullMarked
package dev.sluice.auth.token;

import org.jspecify.annotations.NullMarked;
