package io.gauger.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultTest {
    private final Log log = new Log();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Fault fault = new Fault(log, System.Logger.Level.ERROR, "Counting", "nobody is refused", now::get);

    @Test
    void theFirstIsToldAtOnceAndThenOneAMinuteWithTheirNumber() {
        for (int i = 0; i < 1000; i++) {
            fault.happened(new IllegalStateException("as intended"));
        }
        assertThat(log.messages).containsExactly("ERROR Counting failed (1 failures so far): nobody is refused");

        now.addAndGet(Duration.ofMinutes(1).toNanos());
        fault.happened(new IllegalStateException("as intended"));
        assertThat(log.messages).hasSize(2).last().asString().contains("1001 failures so far");
    }

    @Test
    void aLogThatHasNoRoomEitherIsNotFelt() {
        log.full = true;
        assertThatCode(() -> fault.happened(new StackOverflowError("as intended")))
                .doesNotThrowAnyException();
    }

    private static final class Log implements System.Logger {
        private final List<String> messages = new ArrayList<>();
        private boolean full;

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            if (full) {
                throw new StackOverflowError("as intended");
            }
            messages.add(level + " " + message);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object @Nullable ... values) {
            log(level, bundle, format, (Throwable) null);
        }
    }
}
