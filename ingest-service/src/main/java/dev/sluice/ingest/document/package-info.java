/**
 * The door for documents: streamed into the object store, with a receipt and an event or with nothing at
 * all; depends on {@code dataset}, {@code receipt} and common.
 */
@NullMarked
package dev.sluice.ingest.document;

import org.jspecify.annotations.NullMarked;
