package io.gauger.pay;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credits that an account bought, or is buying. Its decimals have the scale in which they are stored, 12.
 *
 * @param id names it for good; later ones are greater
 * @param accountId who gets the credits
 * @param what what was bought, as it was offered then
 * @param status how far it is
 * @param at where it is paid
 * @param createdAt when it was begun
 * @param completedAt when the credits were credited; null before
 * @param creditsExpireAt when what is left of them goes; null for never, and before they are there
 * @param takenBack what is not the account's any more
 * @param problem what an operator should look at; null if all is as it should be
 */
public record Purchase(
        String id,
        String accountId,
        CreditPackage what,
        Status status,
        AtProvider at,
        Instant createdAt,
        @Nullable Instant completedAt,
        @Nullable Instant creditsExpireAt,
        TakenBack takenBack,
        @Nullable String problem) {

    /** How far a purchase is. */
    public enum Status {
        /** Not paid yet. */
        PENDING,
        /** Paid and credited. */
        COMPLETED,
        /** Credited, and all of it given back. */
        REFUNDED,
        /** The checkout ended without payment. If a payment comes all the same it is credited. */
        EXPIRED,
        /** The payment failed. If it comes all the same it is credited. */
        FAILED
    }

    /**
     * Who takes the money, and what it is called there.
     *
     * @param provider who; {@link PaymentSettings#DEVELOPMENT} if nobody does
     * @param session the checkout; null until it is known
     * @param payment by which it is refunded; null until it is known
     * @param checkoutUrl where it is paid; null until it is known
     */
    public record AtProvider(
            String provider, @Nullable String session, @Nullable String payment, @Nullable String checkoutUrl) {
        /** With what is known now beside what was known. */
        AtProvider and(@Nullable String newSession, @Nullable String newPayment, @Nullable String newUrl) {
            return new AtProvider(
                    provider,
                    session == null ? newSession : session,
                    payment == null ? newPayment : payment,
                    checkoutUrl == null ? newUrl : checkoutUrl);
        }
    }

    /**
     * What was taken back of a purchase.
     *
     * @param refundedAmount how much of the money was, or is being, given back
     * @param refundedCredits how much of the credits was taken for it
     * @param expiredAt when what was left at the end of the term was taken; null before, and without a term
     * @param expiredCredits how much that was
     */
    public record TakenBack(
            BigDecimal refundedAmount,
            BigDecimal refundedCredits,
            @Nullable Instant expiredAt,
            BigDecimal expiredCredits) {
        static final TakenBack NOTHING = new TakenBack(BigDecimal.ZERO, BigDecimal.ZERO, null, BigDecimal.ZERO);
    }

    /** One that begins, paid by nobody yet. */
    public static Purchase begun(String id, String accountId, CreditPackage what, String provider, Instant now) {
        AtProvider at = new AtProvider(provider, null, null, null);
        return new Purchase(id, accountId, what, Status.PENDING, at, now, null, null, TakenBack.NOTHING, null);
    }

    public BigDecimal amount() {
        return what.amount();
    }

    public String currency() {
        return what.currency();
    }

    public BigDecimal credits() {
        return what.credits();
    }

    /** Whether its credits were credited. */
    public boolean isCredited() {
        return completedAt != null;
    }

    /** What can still be given back of what was paid. */
    public BigDecimal refundable() {
        return isCredited() ? amount().subtract(takenBack.refundedAmount()) : BigDecimal.ZERO;
    }

    /** The same with what is known now of where it is paid. */
    public Purchase known(@Nullable String session, @Nullable String payment, @Nullable String checkoutUrl) {
        return with(status, at.and(session, payment, checkoutUrl), takenBack, problem);
    }

    /** The same, without payment for good, or so it seems. */
    public Purchase ended(Status how) {
        return with(how, at, takenBack, problem);
    }

    /** The same, for an operator to look at. */
    public Purchase troubled(String newProblem) {
        return with(status, at, takenBack, newProblem);
    }

    /** The same, paid and credited at this instant. */
    public Purchase credited(Instant now) {
        Integer days = what.validDays();
        Instant end = days == null ? null : now.plus(Duration.ofDays(days));
        return new Purchase(id, accountId, what, Status.COMPLETED, at, createdAt, now, end, takenBack, problem);
    }

    /** The same, with so much more given back; or less, if it was not. */
    public Purchase refunded(BigDecimal moreAmount, BigDecimal moreCredits) {
        BigDecimal given = takenBack.refundedAmount().add(moreAmount);
        TakenBack more = new TakenBack(
                given, takenBack.refundedCredits().add(moreCredits), takenBack.expiredAt(), takenBack.expiredCredits());
        return with(given.compareTo(amount()) == 0 ? Status.REFUNDED : Status.COMPLETED, at, more, problem);
    }

    /** The same, at the end of its term. */
    public Purchase expired(Instant now, BigDecimal unused) {
        TakenBack more = new TakenBack(takenBack.refundedAmount(), takenBack.refundedCredits(), now, unused);
        return with(status, at, more, problem);
    }

    /** As it was told to who began it, so that asking again for the same gives the same answer. */
    public Purchase asItBegan() {
        boolean instant = at.provider().equals(PaymentSettings.DEVELOPMENT);
        return new Purchase(
                id,
                accountId,
                what,
                instant ? Status.COMPLETED : Status.PENDING,
                new AtProvider(at.provider(), at.session(), null, at.checkoutUrl()),
                createdAt,
                instant ? completedAt : null,
                instant ? creditsExpireAt : null,
                TakenBack.NOTHING,
                null);
    }

    private Purchase with(Status newStatus, AtProvider newAt, TakenBack newTakenBack, @Nullable String newProblem) {
        return new Purchase(
                id,
                accountId,
                what,
                newStatus,
                newAt,
                createdAt,
                completedAt,
                creditsExpireAt,
                newTakenBack,
                newProblem);
    }
}
