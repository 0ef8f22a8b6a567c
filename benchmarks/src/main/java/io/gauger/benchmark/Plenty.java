package io.gauger.benchmark;

import io.gauger.reserve.Entry;
import io.gauger.reserve.Figures;
import io.gauger.reserve.PortionSource;
import io.gauger.reserve.Subject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** A database in which nobody else is. */
public final class Plenty implements PortionSource {
    @Override
    public <D extends Division> D exchange(List<Subject> subjects, Divider<D> divider) {
        Figures none = new Figures(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 1, false);
        D division = divider.divide(subjects.stream().map(subject -> none).toList());
        List<Entry> entries = division.entries();
        if (entries.size() != subjects.size()) {
            throw new AssertionError("entries: " + entries);
        }
        return division;
    }

    @Override
    public Set<Subject> wanted(Set<Subject> among) {
        return Set.of();
    }
}
