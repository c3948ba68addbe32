/** The load that Gatling makes, in phases; depends on nothing of Sluice. */
package dev.sluice.bench.load;
