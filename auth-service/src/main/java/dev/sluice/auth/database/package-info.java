/** How many statements a request sends to the database; depends on no other feature. */
@NullMarked
package dev.sluice.auth.database;

import org.jspecify.annotations.NullMarked;
