package io.gauger.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** It counts as {@link BigInteger} does, as far as 128 bits reach, and stays there. */
class AmountTest {
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
    private static final BigInteger LEAST = BigInteger.ONE.shiftLeft(127).negate();

    private final List<BigInteger> numbers = numbers();

    @Test
    void countsLikeWholeNumbersOfAnySize() {
        for (BigInteger one : numbers) {
            assertThat(back(amount(one))).isEqualTo(one);
            assertThat(back(amount(one).negated())).isEqualTo(kept(one.negate()));
            assertThat(amount(one).signum()).as("sign of %s", one).isEqualTo(one.signum());
            for (BigInteger other : numbers) {
                assertThat(back(amount(one).plus(amount(other))))
                        .as("%s + %s", one, other)
                        .isEqualTo(kept(one.add(other)));
                assertThat(Integer.signum(amount(one).compare(amount(other))))
                        .as("%s to %s", one, other)
                        .isEqualTo(one.compareTo(other));
            }
        }
    }

    @Test
    void takesAwayWhatThereIs() {
        for (BigInteger one : numbers) {
            for (BigInteger other : numbers) {
                if (!other.equals(LEAST)) {
                    assertThat(back(amount(one).minus(amount(other))))
                            .as("%s - %s", one, other)
                            .isEqualTo(kept(one.subtract(other)));
                }
            }
        }
    }

    @Test
    void isTheDecimalThatItWasMadeOf() {
        for (String number : List.of(
                "0",
                "1",
                "-1",
                "0.000000000001",
                "-0.000000000001",
                "1000000",
                "9223372.036854775807",
                "9223372.036854775808",
                "-9223372.036854775809",
                "99999999999999999999999999.999999999999",
                "-99999999999999999999999999.999999999999",
                "1E+20")) {
            assertThat(Amount.of(new BigDecimal(number), 12).decimal(12))
                    .isEqualByComparingTo(number)
                    .satisfies(made -> assertThat(made.scale()).isEqualTo(12));
        }
    }

    @Test
    void whatIsFinerThanCountedIsRoundedUp() {
        assertThat(Amount.of(new BigDecimal("0.1"), 0).decimal(0)).isEqualTo("1");
        assertThat(Amount.of(new BigDecimal("1.0000000000001"), 12).decimal(12)).isEqualTo("1.000000000001");
        assertThat(Amount.of(new BigDecimal("-1.5"), 0).decimal(0)).isEqualTo("-1");
    }

    @Test
    void whatIsTooLargeIsTheLargestThereIs() {
        assertThat(back(Amount.of(new BigDecimal("1E+60"), 0))).isEqualTo(MOST);
        assertThat(back(Amount.of(new BigDecimal("-1E+60"), 0))).isEqualTo(LEAST);
    }

    private static List<BigInteger> numbers() {
        List<BigInteger> numbers = new ArrayList<>();
        for (int bit = 0; bit < 127; bit += 7) {
            numbers.add(BigInteger.ONE.shiftLeft(bit));
            numbers.add(BigInteger.ONE.shiftLeft(bit).negate());
        }
        for (int word : new int[] {31, 32, 63, 64, 127}) {
            BigInteger edge = BigInteger.ONE.shiftLeft(word);
            for (int beside = -1; beside <= 1; beside++) {
                BigInteger number = edge.add(BigInteger.valueOf(beside));
                numbers.add(kept(number));
                numbers.add(kept(number.negate()));
            }
        }
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            BigInteger number = new BigInteger(random.nextInt(128), random);
            numbers.add(random.nextBoolean() ? number : number.negate());
        }
        numbers.add(BigInteger.ZERO);
        return numbers;
    }

    private static BigInteger kept(BigInteger number) {
        return number.min(MOST).max(LEAST);
    }

    private static Amount amount(BigInteger number) {
        return Amount.of(new BigDecimal(number), 0);
    }

    private static BigInteger back(Amount amount) {
        return amount.decimal(0).toBigInteger();
    }
}
