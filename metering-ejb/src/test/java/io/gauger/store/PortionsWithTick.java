package io.gauger.store;

import io.gauger.reserve.PortionSource;
import io.gauger.reserve.Subject;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The portions of a store, ticked by a test. */
record PortionsWithTick(PortionSource portions, Consumer<Runnable> ticked) implements PortionSource {
    @Override
    public <D extends Division> D exchange(List<Subject> subjects, Divider<D> divider) {
        return portions.exchange(subjects, divider);
    }

    @Override
    public Set<Subject> wanted(Set<Subject> among) {
        return portions.wanted(among);
    }

    @Override
    public void everySecond(Runnable work) {
        ticked.accept(work);
    }
}
