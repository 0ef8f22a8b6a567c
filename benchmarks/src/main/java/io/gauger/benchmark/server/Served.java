package io.gauger.benchmark.server;

/**
 * What came of one run.
 *
 * @param perSecond requests that were answered in full in a second
 * @param p99 nanoseconds within which 99 of 100 were answered
 * @param answered requests that were answered in full
 * @param failed requests that were not
 */
record Served(double perSecond, double p99, long answered, long failed) {}
