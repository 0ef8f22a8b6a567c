package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.price.Rated;
import io.gauger.record.UsageRecord;
import io.gauger.testing.Records;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Records that were put aside come back as they were, with what they cost. */
class RecordBytesTest {
    private static final int NOT_PRICED = 1;

    @Property(tries = 200)
    void aRecordKeepsItsCostToTheLastDigit(@ForAll long seed) {
        UsageRecord record = priced(seed);

        UsageRecord read = RecordBytes.read(RecordBytes.of(record));

        assertThat(read).isEqualTo(record);
        assertThat(read.rated().cost()).isEqualTo(record.rated().cost());
        assertThat(read.rated().market()).isEqualTo(record.rated().market());
    }

    @Property(tries = 50)
    void whatVersionsBeforePricesPutAsideIsNotPricedYet(@ForAll long seed) {
        UsageRecord record = Records.random(seed, 1).get(0);
        byte[] now = RecordBytes.of(record);

        UsageRecord read = RecordBytes.read(Arrays.copyOf(now, now.length - NOT_PRICED));

        assertThat(read).isEqualTo(record);
        assertThat(read.rated()).isNull();
    }

    private static UsageRecord priced(long seed) {
        UsageRecord record = Records.random(seed, 1).get(0);
        Random random = new Random(seed);
        Rated rated = new Rated(
                new BigDecimal(new BigInteger(random.nextInt(120), random), 12),
                new BigDecimal(new BigInteger(random.nextInt(120), random), 12),
                random.nextBoolean() ? "price_" + seed : null,
                random.nextBoolean());
        return new UsageRecord(
                record.id(),
                record.epochMilli(),
                record.caller(),
                record.route(),
                record.endpoint(),
                record.exchange(),
                record.measurement(),
                record.refusal(),
                record.count(),
                rated);
    }
}
