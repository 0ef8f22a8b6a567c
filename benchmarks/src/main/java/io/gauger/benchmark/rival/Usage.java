package io.gauger.benchmark.rival;

/**
 * What an answer tells of its use.
 *
 * @param units the field that the route bills by; 0 in a stream, which has none
 * @param promptTokens tokens of the request
 * @param completionTokens tokens of the answer
 * @param model with what
 */
public record Usage(long units, long promptTokens, long completionTokens, String model) {}
