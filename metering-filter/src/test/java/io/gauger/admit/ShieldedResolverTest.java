package io.gauger.admit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShieldedResolverTest {
    private static final HttpServletRequest REQUEST = (HttpServletRequest) Proxy.newProxyInstance(
            ShieldedResolverTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> null);

    private final Log log = new Log();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    @BeforeEach
    void listen() {
        log.begin();
    }

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    @Test
    void whatTheResolverTellsIsTakenAsItIs() {
        Caller caller = Caller.ofAccount("CN=Ada Lovelace, O=Acme").withKey("session", "Ada's 💶");

        assertThat(asked(request -> caller)).isEqualTo(new ShieldedResolver.Answer(caller, false));
        assertThat(log.messages).isEmpty();
    }

    @Test
    void nullAndTheAnonymousCallerAreNobodyAndNoFailure() {
        assertThat(asked(request -> null)).isEqualTo(ShieldedResolver.NOBODY);
        assertThat(asked(request -> Caller.ANONYMOUS)).isEqualTo(ShieldedResolver.NOBODY);
        assertThat(log.messages).isEmpty();
    }

    /** A key prefix has a column of 32 characters, which would cut it. */
    @Test
    void aKeyPrefixThatIsNotStoredWholeIsAFailure() {
        Caller longest = new Caller("acme", "k", null, "p".repeat(32), null);
        Caller tooLong = new Caller("acme", "k", null, "p".repeat(33), null);

        assertThat(asked(request -> longest)).isEqualTo(new ShieldedResolver.Answer(longest, false));
        assertFailed(request -> tooLong);
        assertThat(log.messages).singleElement().asString().contains("key prefix has at most 32 characters");
    }

    @Test
    void whateverItThrowsIsAFailure() {
        assertFailed(request -> {
            throw new SQLException("as intended");
        });
        assertFailed(request -> {
            throw new StackOverflowError();
        });
        assertThat(log.messages).hasSize(2).allSatisfy(message -> assertThat(message)
                .startsWith("WARNING The application's caller resolver "
                        + getClass().getName())
                .contains(" failed (1 failures so far)"));
    }

    @Test
    void anInterruptionIsLeftToWhoeverComesNext() {
        assertFailed(request -> {
            throw new InterruptedException();
        });
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " acme", "acme\n", "a\u0000b", "half \ud83d"})
    void anAccountThatCannotBeBilledIsAFailureAndIsNotRepeated(String account) {
        assertFailed(request -> Caller.ofAccount(account));
        assertFailed(request -> Caller.ofAccount("acme").withKey(account, null));
        assertFailed(request -> Caller.ofAccount("acme").withKey("key", account));
        assertThat(log.messages).hasSize(3).allSatisfy(message -> assertThat(message)
                .contains("told a caller that cannot be billed: "));
    }

    @Test
    void anIdIsAsLongAsThatOfAKeyMayBe() {
        assertThat(asked(request -> Caller.ofAccount("a".repeat(255))).failed()).isFalse();
        assertFailed(request -> Caller.ofAccount("a".repeat(256)));
        assertThat(log.messages)
                .singleElement()
                .asString()
                .contains("account has at most 255 characters")
                .doesNotContain("aaa");
    }

    @Test
    void aKeyWithoutAnAccountIsAFailure() {
        assertFailed(request -> Caller.ANONYMOUS.withKey("key", null));
    }

    @Test
    void failuresAreToldOnceAMinuteWithTheirNumber() {
        ShieldedResolver resolver = new ShieldedResolver(
                request -> {
                    throw new IllegalStateException("as intended");
                },
                now::get);
        for (int i = 0; i < 1000; i++) {
            resolver.ask(REQUEST);
        }
        assertThat(log.messages).hasSize(1);

        now.addAndGet(Duration.ofMinutes(1).toNanos());
        resolver.ask(REQUEST);

        assertThat(log.messages).hasSize(2);
        assertThat(log.messages.get(1)).contains("1001 failures so far");
    }

    private void assertFailed(CallerResolver resolver) {
        assertThat(asked(resolver)).isEqualTo(new ShieldedResolver.Answer(null, true));
    }

    private ShieldedResolver.Answer asked(CallerResolver resolver) {
        return new ShieldedResolver(resolver, now::get).ask(REQUEST);
    }

    private static final class Log extends Handler {
        private final Logger logger = Logger.getLogger(ShieldedResolver.class.getName());
        private final List<String> messages = new CopyOnWriteArrayList<>();

        void begin() {
            logger.setLevel(Level.ALL);
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            messages.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setLevel(null);
        }
    }
}
