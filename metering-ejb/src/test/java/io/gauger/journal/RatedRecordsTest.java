package io.gauger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.price.Rated;
import io.gauger.record.UsageRecord;
import io.gauger.testing.Records;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a request cost is decided once; a journal that is read again, perhaps by another node, has it to the last digit. */
class RatedRecordsTest {
    /** How many bytes tell that a record is not priced. */
    private static final int NOT_PRICED = 1;

    @Property(tries = 20)
    void costPriceAndFlagComeBackFromTheJournal(@ForAll long seed) throws IOException {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "rated-records");
        List<UsageRecord> records = new ArrayList<>();
        Random random = new Random(seed);
        Records.random(seed, 20).forEach(record -> records.add(rated(record, random)));
        try (Journal journal = Journal.open(Journals.small(directory))) {
            records.forEach(journal::offer);
        }

        try (Journal reopened = Journal.open(Journals.small(directory))) {
            List<UsageRecord> read = Journals.drain(reopened);

            assertThat(read).isEqualTo(records);
            for (int i = 0; i < records.size(); i++) {
                assertThat(String.valueOf(read.get(i).rated()))
                        .isEqualTo(String.valueOf(records.get(i).rated()));
            }
        }
    }

    @Test
    void aFrameFromBeforeThereWerePricesIsNotPricedYet() {
        for (UsageRecord record : Records.random(11, 50)) {
            FrameWriter now = new FrameWriter().begin();
            RecordCodec.write(now, record, record.measurement());
            FrameWriter before = new FrameWriter().begin();
            before.copy(ByteBuffer.wrap(now.array()), Frame.HEADER, now.length() - NOT_PRICED);
            ByteBuffer segment = ByteBuffer.allocateDirect(before.size());
            Frame.publish(segment, 1, 0, before, Frame.Kind.COMPLETED, 0);

            UsageRecord read = RecordCodec.read(new FrameReader().of(segment, 0));

            assertThat(read).isEqualTo(record);
            assertThat(read.rated()).isNull();
        }
    }

    private static UsageRecord rated(UsageRecord record, Random random) {
        Rated rated =
                switch (random.nextInt(4)) {
                    case 0 -> null;
                    case 1 -> Rated.NOTHING;
                    default ->
                        new Rated(
                                new BigDecimal(new BigInteger(random.nextInt(120), random), 12),
                                new BigDecimal(new BigInteger(random.nextInt(120), random), 12),
                                random.nextBoolean() ? "price_" + random.nextInt() : null,
                                random.nextBoolean());
                };
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
