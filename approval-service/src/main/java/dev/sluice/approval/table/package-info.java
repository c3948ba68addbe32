/**
 * From the bytes of a CSV document to typed, checked records and rejected rows, streamed; depends on
 * nothing of ours.
 */
@NullMarked
package dev.sluice.approval.table;

import org.jspecify.annotations.NullMarked;
