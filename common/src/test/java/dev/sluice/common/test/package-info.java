/**
 * What the tests of every service share: the house rules, an issuer of tokens, a clock, a service under test
 * on the real stack, its client, and the check of its API against the frozen contract.
 */
@NullMarked
package dev.sluice.common.test;

import org.jspecify.annotations.NullMarked;
