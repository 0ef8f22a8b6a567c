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
    public boolean hold(@Param(name = "amount") int amount) {
        return share.hold(BigDecimal.valueOf(amount), 1);
    }

    @Operation
    public boolean settle(@Param(name = "amount") int held, @Param(name = "amount") int measure) {
        return share.settle(BigDecimal.valueOf(held), BigDecimal.valueOf(measure));
    }

    @Operation
    public void release(@Param(name = "amount") int held) {
        share.release(BigDecimal.valueOf(held));
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
