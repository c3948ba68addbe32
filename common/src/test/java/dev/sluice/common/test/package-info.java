/**
 * What the tests of every service share: the house rules, an issuer of tokens, a service under test on the
 * real stack, and the check of its API against the frozen contract.
 */
@NullMarked
package dev.sluice.common.test;

import org.jspecify.annotations.NullMarked;
