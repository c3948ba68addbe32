/**
 * How many statements a request sends to the database, and as whom a command uses it; depends on no other
 * feature.
 */
@NullMarked
package dev.sluice.auth.database;

import org.jspecify.annotations.NullMarked;
