/**
 * A stand-in for Microsoft Purview: the token endpoint and the search of the data map, as the public
 * contract of 2023-09-01 describes it.
 */
@NullMarked
package dev.sluice.local.standin.purview;

import org.jspecify.annotations.NullMarked;
