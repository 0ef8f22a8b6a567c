package io.gauger.benchmark;

/**
 * One measurement of one round.
 *
 * @param nanos nanoseconds of one operation
 * @param bytes bytes allocated by one operation
 */
record Figure(double nanos, double bytes) {}
