/** Tests each cell of {@code docs/permission-matrix.csv} on the running services. Uses only their doors. */
@NullMarked
package dev.sluice.acceptance.permission;

import org.jspecify.annotations.NullMarked;
