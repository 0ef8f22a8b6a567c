package io.gauger.benchmark.server;

import io.gauger.benchmark.rival.Rivals;

/**
 * Who is measured.
 *
 * @param rival the filter
 * @param again whether it is the second of two that are the same
 */
record Contender(Rivals rival, boolean again) implements Comparable<Contender> {
    String title() {
        return rival.title() + (again ? ", again" : "");
    }

    @Override
    public int compareTo(Contender other) {
        int byRival = rival.compareTo(other.rival);
        return byRival == 0 ? Boolean.compare(again, other.again) : byRival;
    }
}
