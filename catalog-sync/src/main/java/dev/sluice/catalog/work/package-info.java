/** Work that goes on beside the requests, for as long as there is some; depends on nothing. */
@NullMarked
package dev.sluice.catalog.work;

import org.jspecify.annotations.NullMarked;
