package io.gauger.usage;

/** The period by which usage is grouped, in UTC. */
public enum TimeGroup {
    HOUR,
    DAY,
    MONTH
}
