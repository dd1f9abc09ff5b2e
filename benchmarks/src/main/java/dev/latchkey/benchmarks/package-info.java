/** Speed, measured beside MSAL4J and beside the least that any library could do, in one run. */
@NullMarked
package dev.latchkey.benchmarks;

import org.jspecify.annotations.NullMarked;
