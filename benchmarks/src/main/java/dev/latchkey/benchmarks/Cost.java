package dev.latchkey.benchmarks;

/**
 * What one call costs.
 *
 * @param nanos time on one thread
 * @param bytes memory allocated
 */
record Cost(double nanos, double bytes) {}
