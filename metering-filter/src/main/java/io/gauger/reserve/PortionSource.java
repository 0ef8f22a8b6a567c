package io.gauger.reserve;

import java.util.List;
import java.util.Set;

/** Where nodes share what is available. Called by one thread at a time, which may wait. */
public interface PortionSource {
    /** Without a database: what is limited cannot be told. */
    PortionSource NONE = new PortionSource() {
        @Override
        public <D extends Division> D exchange(List<Subject> subjects, Divider<D> divider) {
            throw new IllegalStateException("There is no database that knows what is used");
        }

        @Override
        public Set<Subject> wanted(Set<Subject> among) {
            return Set.of();
        }
    };

    /**
     * Reads the figures of all subjects, has them divided, and writes the portions, in one transaction, while no other node
     * does so for any of these subjects. It also says that this incarnation lives.
     *
     * @return the division that is committed
     * @throws TakenForDeadException if this incarnation was forgotten meanwhile
     * @throws RuntimeException if it is not known to be committed; it may be all the same
     */
    <D extends Division> D exchange(List<Subject> subjects, Divider<D> divider);

    /** Those of which another node was short within the last seconds. */
    Set<Subject> wanted(Set<Subject> among);

    /** Has this done every second from now on, as long as the application runs. */
    default void everySecond(Runnable work) {}

    /** What is to be written. */
    interface Division {
        /** An entry for each subject, in their order. */
        List<Entry> entries();
    }

    /** Divides. It may be asked several times for one exchange, and has no other effect. */
    @FunctionalInterface
    interface Divider<D extends Division> {
        /** By the figures of each subject, in their order. */
        D divide(List<Figures> figures);
    }
}
