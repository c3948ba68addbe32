/** No secret in a log: what the tests say and hear is looked for in all that was logged. */
@NullMarked
package dev.sluice.acceptance.secret;

import org.jspecify.annotations.NullMarked;
