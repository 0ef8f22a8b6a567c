package io.gauger.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class EngineTest {

    @Test
    void manyThreadsGetTheirOwnResultsFromSharedExpressions() throws Exception {
        List<Expression> shared = List.of(
                Expression.compile("respBody.model == 'gpt-4' ? respBody.tokens * 2 : respBody.tokens"),
                Expression.compile("(respBody.tokens + 0 ?? 1) + (respBody.gone ?? 0)"),
                Expression.compile("max(respBody.tokens, status) + len(respBody.model) + round(durationMs * 1.5)"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Void>> runs = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                runs.add(threads.submit(run(shared, thread)));
            }
            for (Future<Void> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Void> run(List<Expression> shared, int thread) {
        return () -> {
            for (int i = 0; i < 2_000; i++) {
                long tokens = thread * 1_000_000L + i;
                boolean large = i % 2 == 0;
                Sample sample = Sample.of("status=200; durationMs=" + 2 * i);
                Scope scope = sample.withBody(large ? "gpt-4" : "gpt-3.5", BigDecimal.valueOf(tokens));

                assertThat(units(shared.get(0), scope)).isEqualTo(large ? 2 * tokens : tokens);
                assertThat(units(shared.get(1), scope)).isEqualTo(tokens);
                assertThat(units(shared.get(2), scope)).isEqualTo(Math.max(tokens, 200) + (large ? 5 : 7) + 3L * i);
                if (i % 500 == 0) {
                    Expression own = Expression.compile("respBody.tokens * " + thread + " + " + i);
                    assertThat(units(own, scope)).isEqualTo(tokens * thread + i);
                }
            }
            return null;
        };
    }

    private static long units(Expression expression, Scope scope) {
        return ((Result.Units) expression.evaluate(scope)).value().longValueExact();
    }

    @Test
    void compilesTheDeepestExpressionOnASmallStack() throws Exception {
        String deepest = "respBody.a" + " + respBody.a".repeat(100) + " + (0".repeat(62) + " + abs(1)" + ")".repeat(62);
        List<Result> results = new ArrayList<>();
        Thread thread =
                new Thread(null, () -> results.add(Sample.evaluate(deepest, "{\"a\": 1}")), "small", 512 * 1024);
        thread.start();
        thread.join();

        assertThat(results).containsExactly(new Result.Units(BigDecimal.valueOf(102), false));
    }

    @Test
    void withoutTheEngineFieldsVariablesAndLiteralsStillWorkAndTheRestSaysWhy() throws Exception {
        List<LogRecord> logged = new ArrayList<>();
        Logger logger = Logger.getLogger(Engine.class.getName());
        Handler handler = recording(logged);
        Level before = logger.getLevel();
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try (Deployment deployment = Deployment.withoutEngine()) {
            UnaryOperator<String> expressions = deployment.expressions();

            assertThat(expressions.apply("respBody.usage.total_tokens")).isEqualTo(given("9007199254740993"));
            assertThat(expressions.apply("get(respBody, 'a.b')")).isEqualTo(given("9007199254740993"));
            assertThat(expressions.apply("sseEvents")).isEqualTo(given("7"));
            assertThat(expressions.apply("'1.5'")).isEqualTo(given("1.5"));
            assertThat(expressions.apply("json(last(lines(allData))).n ?? 1")).isEqualTo(given("5"));
            assertThat(expressions.apply("json(lines(allData)[status - 6]).n"))
                    .startsWith("Failure[reason=ENGINE, detail=the expression engine is unavailable");
            for (int i = 0; i < 2; i++) {
                assertThat(expressions.apply("responseBytes / 1024"))
                        .startsWith("Failure[reason=ENGINE, detail=the expression engine is unavailable")
                        .contains("org.openjdk.nashorn");
            }
            assertThatThrownBy(() -> expressions.apply("1 +")).hasMessageContaining("(at position 3)");
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
            logger.setLevel(before);
        }
        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(record.getMessage()).contains("engine is unavailable");
        });
    }

    private static String given(String units) {
        return "Units[value=" + units + ", negative=false]";
    }

    private static Handler recording(List<LogRecord> records) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
