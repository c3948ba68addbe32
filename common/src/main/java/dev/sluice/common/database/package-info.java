/** How long a service waits for its database; depends on nothing. */
@NullMarked
package dev.sluice.common.database;

import org.jspecify.annotations.NullMarked;
