package io.gauger.reserve;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A database in memory, that several nodes share: it keeps use and portions as the real ones do. Safe for concurrent use. */
public final class SharedUse {
    private final Map<Subject, Map<Node, BigDecimal>> use = new HashMap<>();
    private final Map<Subject, Map<Node, BigDecimal>> granted = new HashMap<>();
    private final Set<Subject> wanted = new HashSet<>();
    private final Set<Node> living = new HashSet<>();
    private final Node journals = new Node();
    private int exchanges;

    /** What becomes of the next exchange. */
    public enum Fault {
        NONE,
        REFUSED,
        /** All are refused, until something else is told. */
        AWAY,
        ANSWER_LOST
    }

    public Node node() {
        return new Node();
    }

    /** Adds to what is written, of a record that this node wrote. */
    public synchronized void write(Node node, Subject subject, BigDecimal amount) {
        use.computeIfAbsent(subject, s -> new HashMap<>()).merge(node, amount, BigDecimal::add);
    }

    /** The same of what was found in the journal of a process that is gone. */
    public synchronized void recover(Subject subject, BigDecimal amount) {
        write(journals, subject, amount);
    }

    public synchronized BigDecimal written(Subject subject) {
        return use.getOrDefault(subject, Map.of()).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Nobody has seen it for so long that it is taken for dead. */
    public synchronized void expire(Node node) {
        living.remove(node);
    }

    /** It was silent for so long that what it used counts as that of nodes that are gone, as in {@code gauger_spend}. */
    public synchronized void fold(Node node) {
        living.remove(node);
        granted.values().forEach(portions -> portions.remove(node));
        use.forEach((subject, written) -> {
            BigDecimal folded = written.remove(node);
            if (folded != null) {
                written.merge(journals, folded, BigDecimal::add);
            }
        });
        node.folded = true;
    }

    public synchronized int exchanges() {
        return exchanges;
    }

    /** How one node sees it. */
    public final class Node implements PortionSource {
        private volatile Fault next = Fault.NONE;
        private boolean folded;

        public void failNext(Fault fault) {
            next = fault;
        }

        @Override
        public <D extends Division> D exchange(List<Subject> subjects, Divider<D> divider) {
            synchronized (SharedUse.this) {
                exchanges++;
                Fault fault = next;
                next = fault == Fault.AWAY ? Fault.AWAY : Fault.NONE;
                if (fault == Fault.REFUSED || fault == Fault.AWAY) {
                    throw new IllegalStateException("The database is away");
                }
                if (folded) {
                    folded = false;
                    throw new TakenForDeadException();
                }
                living.add(this);
                D division = divider.divide(subjects.stream().map(this::figures).toList());
                List<Entry> entries = division.entries();
                for (int i = 0; i < subjects.size(); i++) {
                    granted.computeIfAbsent(subjects.get(i), s -> new HashMap<>())
                            .put(this, entries.get(i).granted());
                    if (entries.get(i).wanted()) {
                        wanted.add(subjects.get(i));
                    }
                }
                if (fault == Fault.ANSWER_LOST) {
                    throw new IllegalStateException("The connection broke");
                }
                return division;
            }
        }

        private Figures figures(Subject subject) {
            Map<Node, BigDecimal> written = use.getOrDefault(subject, Map.of());
            BigDecimal own = written.getOrDefault(this, BigDecimal.ZERO);
            BigDecimal outstanding = BigDecimal.ZERO;
            for (Map.Entry<Node, BigDecimal> portion :
                    granted.getOrDefault(subject, Map.of()).entrySet()) {
                if (portion.getKey() != this && living.contains(portion.getKey())) {
                    outstanding = outstanding.add(portion.getValue()
                            .subtract(written.getOrDefault(portion.getKey(), BigDecimal.ZERO))
                            .max(BigDecimal.ZERO));
                }
            }
            return new Figures(
                    own, written(subject).subtract(own), outstanding, living.size(), wanted.contains(subject));
        }

        @Override
        public Set<Subject> wanted(Set<Subject> among) {
            synchronized (SharedUse.this) {
                Set<Subject> found = new HashSet<>(among);
                found.retainAll(wanted);
                return found;
            }
        }
    }
}
