/** Long lists in pages, as every service answers them; depends on nothing. */
@NullMarked
package dev.sluice.common.paging;

import org.jspecify.annotations.NullMarked;
