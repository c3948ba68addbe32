@NullMarked
package dev.sluice.common.schedule;

import org.jspecify.annotations.NullMarked;
