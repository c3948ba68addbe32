/** The feature flags this service behaves by, asked over OFREP; depends on nothing of ours but common. */
@NullMarked
package dev.sluice.approval.flags;

import org.jspecify.annotations.NullMarked;
