/** Runs one child process well: where it logs, when it is ready, how it ends. Depends on the JDK only. */
@NullMarked
package dev.sluice.local.process;

import org.jspecify.annotations.NullMarked;
