/** Lists in pages, as every service answers them; depends on nothing. */
@NullMarked
package dev.sluice.catalog.paging;

import org.jspecify.annotations.NullMarked;
