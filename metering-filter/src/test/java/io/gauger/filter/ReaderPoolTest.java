package io.gauger.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.extract.BodyReader;
import io.gauger.measure.MediaType;
import io.gauger.measure.Meter;
import io.gauger.route.RouteNotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReaderPoolTest {
    private final ReaderPool pool = new ReaderPool(new Meter(RouteNotation.parse("r", "GET /x response_field")));

    @Test
    void aReaderComesBackAndKnowsNothingOfItsLastBody() {
        BodyReader reader = pool.take(MediaType.JSON, null);
        byte[] body = "{\"model\":\"m\",\"usage\":{\"prompt_tokens\":5}} x".getBytes(UTF_8);
        reader.read(body, 0, body.length);
        reader.end();
        assertThat(reader.isMalformed()).isTrue();
        pool.giveBack(MediaType.JSON, reader);

        BodyReader again = pool.take(MediaType.JSON, null);
        assertThat(again).isSameAs(reader);
        again.read("{}".getBytes(UTF_8), 0, 2);
        again.end();
        assertThat(again.isMalformed()).isFalse();
        for (int slot = 0; slot < 14; slot++) {
            assertThat(again.value(slot)).isNull();
        }
    }

    @Test
    void whoeverFindsNoneGetsANewOne() {
        assertThat(pool.take(MediaType.JSON, null)).isNotSameAs(pool.take(MediaType.JSON, null));
        assertThat(pool.take(MediaType.OTHER, null)).isNull();
    }

    @Test
    void aReaderOfOneTypeIsNotGivenToAnother() {
        pool.giveBack(MediaType.JSON, pool.take(MediaType.JSON, null));
        assertThat(pool.take(MediaType.EVENT_STREAM, null).isEventStream()).isTrue();
    }

    @Test
    void aCodedBodyHasAReaderOfItsOwn() {
        BodyReader plain = pool.take(MediaType.JSON, null);
        pool.giveBack(MediaType.JSON, plain);
        BodyReader coded = pool.take(MediaType.JSON, "gzip");
        assertThat(coded).isNotSameAs(plain);
        coded.cut();
        pool.giveBack(MediaType.JSON, coded);
        assertThat(pool.take(MediaType.JSON, null)).isSameAs(plain);
    }

    @Test
    void noTwoHaveTheSameReaderAtOnce() throws Exception {
        Set<BodyReader> taken = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        Callable<Boolean> exchanges = () -> {
            for (int i = 0; i < 20_000; i++) {
                BodyReader reader = pool.take(MediaType.JSON, null);
                if (!taken.add(reader)) {
                    return false;
                }
                taken.remove(reader);
                pool.giveBack(MediaType.JSON, reader);
            }
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(threads.submit(exchanges));
            }
            for (Future<Boolean> alone : all) {
                assertThat(alone.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
