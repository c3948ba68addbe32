/** What both stand-ins are made of: a small JSON server, faults on demand, a file that keeps the state. */
@NullMarked
package dev.sluice.local.standin.http;

import org.jspecify.annotations.NullMarked;
