/** Tests of how long a service waits for its database. */
@NullMarked
package dev.sluice.common.database;

import org.jspecify.annotations.NullMarked;
