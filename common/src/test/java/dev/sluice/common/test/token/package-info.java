/** Tokens that an attacker would try, for the tests of everything that reads a JWT. */
@NullMarked
package dev.sluice.common.test.token;

import org.jspecify.annotations.NullMarked;
