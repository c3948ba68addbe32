/**
 * What a client reads when something went wrong: RFC 9457 problem details for every error of a service,
 * whoever raised it; depends on {@code outage} and no other feature of this module.
 */
@NullMarked
package dev.sluice.common.problem;

import org.jspecify.annotations.NullMarked;
