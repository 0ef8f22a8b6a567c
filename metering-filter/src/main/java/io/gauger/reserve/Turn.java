package io.gauger.reserve;

import io.gauger.reserve.PortionSource.Division;
import io.gauger.reserve.Share.Known;
import io.gauger.reserve.Share.Opening;
import io.gauger.reserve.Waiter.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with the database: how its subjects stood here when it began, who waits, and what is made of the figures.
 * For one thread.
 */
final class Turn {
    /** A node takes so little of what is left, divided by the nodes, that all together leave most of it. */
    private static final BigDecimal PARTS = BigDecimal.valueOf(8);

    /** Smaller portions are not worth their exchange. */
    private static final BigDecimal STEPS = BigDecimal.valueOf(4);

    private final List<Waiter> waiters;
    private final long nanos;
    private final Map<Share, Opening> openings = new LinkedHashMap<>();
    private @Nullable Plan committed;

    /**
     * Begins: what waiters ask for first takes all that is free here, which is less than they ask for.
     *
     * @param shares to be looked at besides those that are waited for
     */
    Turn(Collection<Share> shares, List<Waiter> waiters, long nanos) {
        this.waiters = waiters;
        this.nanos = nanos;
        LinkedHashSet<Share> all = new LinkedHashSet<>();
        for (Waiter waiter : waiters) {
            for (Claim claim : waiter.claims()) {
                claim.share().giveBack();
                all.add(claim.share());
            }
        }
        all.addAll(shares);
        for (Share share : all) {
            share.notDue();
            openings.put(share, share.open());
        }
    }

    List<Subject> subjects() {
        return openings.keySet().stream().map(Share::subject).toList();
    }

    /** What the database's figures come to. */
    Plan divide(List<Figures> figures) {
        Map<Share, Part> parts = new LinkedHashMap<>();
        int place = 0;
        for (Map.Entry<Share, Opening> opening : openings.entrySet()) {
            parts.put(opening.getKey(), new Part(opening.getKey(), opening.getValue(), figures.get(place++)));
        }
        List<Answer> answers = new ArrayList<>();
        for (Waiter waiter : waiters) {
            answers.add(answer(waiter, parts));
        }
        List<Entry> entries = new ArrayList<>();
        for (Part part : parts.values()) {
            entries.add(part.entry());
        }
        return new Plan(parts, answers, entries);
    }

    private static Answer answer(Waiter waiter, Map<Share, Part> parts) {
        Answer answer = Answer.HELD;
        for (Claim claim : waiter.claims()) {
            Part part = parts.get(claim.share());
            if (part != null && claim.binding() && !part.has(claim.amount())) {
                if (part.isExhausted(claim.amount())) {
                    return new Answer(Verdict.EXHAUSTED, claim.limit());
                }
                part.want();
                answer = answer.verdict() == Verdict.HELD ? new Answer(Verdict.ELSEWHERE, claim.limit()) : answer;
            }
        }
        if (answer.verdict() == Verdict.HELD) {
            for (Claim claim : waiter.claims()) {
                Part part = parts.get(claim.share());
                if (part != null) {
                    part.take(claim.amount());
                }
            }
        }
        return answer;
    }

    /** The exchange is committed: what was granted may be used. */
    void take(Plan plan) {
        plan.parts.values().forEach(part -> part.grant(nanos));
        committed = plan;
    }

    /** It is not known to be committed. What was not used before is not used now; the rest is told again. */
    void fail() {
        openings.keySet().forEach(Share::untold);
    }

    /** Tells who waits. What was granted to those who have gone is free. */
    void answer() {
        Plan plan = committed;
        for (int i = 0; i < waiters.size(); i++) {
            Waiter waiter = waiters.get(i);
            Answer answer = plan == null ? waiter.unknown() : plan.answers.get(i);
            if (!waiter.give(answer) && answer.verdict() == Verdict.HELD) {
                waiter.claims().forEach(claim -> claim.share().release(claim.held()));
            }
        }
    }

    /** What a division came to. */
    static final class Plan implements Division {
        private final Map<Share, Part> parts;
        private final List<Answer> answers;
        private final List<Entry> entries;

        private Plan(Map<Share, Part> parts, List<Answer> answers, List<Entry> entries) {
            this.parts = parts;
            this.answers = answers;
            this.entries = entries;
        }

        @Override
        public List<Entry> entries() {
            return entries;
        }
    }

    /** One subject while it is divided. */
    private static final class Part {
        private final Share share;
        private final Opening opening;
        private final Figures figures;

        /** What is written of ours and held nothing: requests from before there was a quota. */
        private final BigDecimal unheld;

        /** What this node may use, or has, before anything is granted now. */
        private final BigDecimal mine;

        private final BigDecimal used;
        private BigDecimal available;
        private BigDecimal taken = BigDecimal.ZERO;
        private BigDecimal portion = BigDecimal.ZERO;
        private boolean wanted;

        Part(Share share, Opening opening, Figures figures) {
            this.share = share;
            this.opening = opening;
            this.figures = figures;
            // asked for now, as all that is written was settled here before
            this.unheld = figures.ownUse().subtract(share.committed()).max(BigDecimal.ZERO);
            this.mine = opening.granted().add(opening.overdraft()).add(unheld);
            this.used = mine.subtract(opening.free());
            this.available = share.limit()
                    .cap()
                    .subtract(figures.otherUse())
                    .subtract(figures.otherOutstanding())
                    .subtract(mine);
        }

        boolean has(BigDecimal amount) {
            return available.signum() > 0 && available.compareTo(amount) >= 0;
        }

        /** Whether it would not be there either if all other nodes gave back everything. */
        boolean isExhausted(BigDecimal amount) {
            BigDecimal most = share.limit()
                    .cap()
                    .subtract(figures.otherUse())
                    .subtract(used)
                    .subtract(taken);
            return most.signum() <= 0 || most.compareTo(amount) < 0;
        }

        void want() {
            wanted = true;
        }

        void take(BigDecimal amount) {
            taken = taken.add(amount);
            available = available.subtract(amount);
        }

        Entry entry() {
            portion = portion();
            return new Entry(mine.add(taken).add(portion), wanted);
        }

        /** What may be used without asking again; whole numbers of what is counted in these. */
        private BigDecimal portion() {
            if (!share.limit().binding() || wanted || figures.wanted() || available.signum() <= 0) {
                return BigDecimal.ZERO;
            }
            // together with what is still free it is to be a part of what is left
            BigDecimal left = available.add(opening.free());
            BigDecimal target = left.divide(
                    PARTS.multiply(BigDecimal.valueOf(figures.nodes())),
                    share.subject().kind().scale(),
                    RoundingMode.DOWN);
            boolean worthwhile = target.compareTo(STEPS.multiply(share.step())) >= 0;
            return worthwhile ? target.subtract(opening.free()).max(BigDecimal.ZERO) : BigDecimal.ZERO;
        }

        void grant(long nanos) {
            share.granted(
                    opening.overdraft().add(unheld).add(taken).add(portion),
                    opening.overdraft().add(portion),
                    portion.add(opening.free()),
                    new Known(figures.otherUse(), figures.otherUse().add(figures.ownUse()), nanos));
        }
    }
}
