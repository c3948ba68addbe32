/**
 * One page of a longer list, as every list of this service answers; depends on nothing.
 */
@NullMarked
package dev.sluice.ingest.paging;

import org.jspecify.annotations.NullMarked;
