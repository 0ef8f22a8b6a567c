package io.gauger.usage;

import java.util.List;

/**
 * Usage by group and in total.
 *
 * @param rows ordered by period, then by the groups' values; without grouping one row, none if nothing matches
 * @param totals over everything that matches
 */
public record UsageReport(List<UsageRow> rows, Measures totals) {
    public UsageReport {
        rows = List.copyOf(rows);
    }
}
