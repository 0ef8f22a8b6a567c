package io.gauger.reserve;

import io.gauger.reserve.Share.Known;
import io.gauger.reserve.Subject.Kind;
import java.math.BigDecimal;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** What a node has of a subject behaves under every interleaving as if one call came after the other. */
@Param(name = "amount", gen = IntGen.class, conf = "1:4")
public class LinearizableShareTest {
    private static final Subject SUBJECT = new Subject(Kind.ACCOUNT_UNITS, "acme", Period.EVER);
    private static final Limit LIMIT = new Limit(SUBJECT, BigDecimal.TEN, BigDecimal.ONE, true);

    private final Share share = new Share(LIMIT, 0);

    public LinearizableShareTest() {
        share.granted(BigDecimal.TEN, BigDecimal.TEN, BigDecimal.TEN, new Known(BigDecimal.ZERO, BigDecimal.ZERO, 0));
    }

    @Operation
    public String hold(@Param(name = "amount") int amount) {
        return share.hold(units(amount), 1).name();
    }

    @Operation
    public boolean settle(@Param(name = "amount") int held, @Param(name = "amount") int measure) {
        return share.settle(units(held), units(measure));
    }

    @Operation
    public void release(@Param(name = "amount") int held) {
        share.release(units(held));
    }

    @Operation
    public boolean giveBack() {
        return share.giveBack();
    }

    @Operation
    public void grant(@Param(name = "amount") int portion) {
        BigDecimal more = BigDecimal.valueOf(portion);
        share.granted(more, more, more, new Known(BigDecimal.ZERO, BigDecimal.ZERO, 1));
    }

    @Operation
    public String committed() {
        return share.committed().toPlainString();
    }

    private static Amount units(int units) {
        return Amount.of(BigDecimal.valueOf(units), SUBJECT.kind().scale());
    }

    @Test
    void everyInterleavingIsThatOfSomeOrder() {
        new ModelCheckingOptions()
                .iterations(6)
                .invocationsPerIteration(60)
                .threads(2)
                .actorsPerThread(3)
                .check(getClass());
    }
}
