/**
 * Documents as objects under a key, on the file system or in S3: streamed in and out, whole or not there at
 * all; depends on no other feature of this module.
 */
@NullMarked
package dev.sluice.common.object;

import org.jspecify.annotations.NullMarked;
