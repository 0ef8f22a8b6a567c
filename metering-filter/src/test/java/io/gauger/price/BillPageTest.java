package io.gauger.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The example on the page that a customer is sent who disputes a bill: every figure of it is worked out again. */
class BillPageTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final List<List<String>> prices = table("| price | effective from |");
    private final List<List<String>> requests = table("| time | route |");
    private final List<List<String>> invoice = table("| line of the invoice for March |");

    @Test
    void everyRequestHasThePriceAndTheCostThatThePageTells() {
        PriceBook book = book();

        assertThat(requests).hasSize(6);
        for (List<String> row : requests) {
            Rated rated = book.rate(request(row), "USD");
            assertThat(rated.priceId()).as(row.toString()).isEqualTo(row.get(6));
            assertThat(rated.cost()).as(row.toString()).isEqualByComparingTo(row.get(8));
        }
    }

    @Test
    void theMonthIsThatOfTheAccountsZone() {
        Instant start = LocalDate.of(2026, 3, 1).atStartOfDay(BERLIN).toInstant();
        Instant end = LocalDate.of(2026, 4, 1).atStartOfDay(BERLIN).toInstant();

        for (List<String> row : requests) {
            Instant time = Instant.parse(row.get(0));
            boolean inMarch = !time.isBefore(start) && time.isBefore(end);
            assertThat(row.get(9)).as(row.toString()).isEqualTo(inMarch ? "yes" : "no");
        }
    }

    @Test
    void theLinesAreTheSumsOfTheirRequestsAndTheTotalIsTheSumOfTheLines() {
        PriceBook book = book();
        Map<String, BigDecimal> sums = new HashMap<>();
        BigDecimal total = BigDecimal.ZERO;
        for (List<String> row : requests) {
            if (row.get(9).equals("yes")) {
                Rated rated = book.rate(request(row), "USD");
                sums.merge(String.valueOf(rated.priceId()), rated.cost(), BigDecimal::add);
                total = total.add(rated.cost());
            }
        }

        assertThat(invoice).hasSize(sums.size() + 1);
        for (List<String> line : invoice.subList(0, sums.size())) {
            String id = line.get(0).replaceAll(".*price `(\\w+)`.*", "$1");
            assertThat(sums.get(id)).as(line.toString()).isEqualByComparingTo(line.get(1));
        }
        assertThat(total).isEqualByComparingTo(invoice.get(sums.size()).get(1).replace("*", ""));
    }

    private PriceBook book() {
        List<Price> all = new ArrayList<>();
        for (List<String> row : prices) {
            String id = row.get(0).replace("`", "");
            Rates rates = new Rates(decimal(row, 2), decimal(row, 3), decimal(row, 4), decimal(row, 5));
            boolean ofRoute = id.equals("files");
            all.add(new Price(
                    id,
                    ofRoute ? "files" : null,
                    ofRoute ? null : "openai",
                    ofRoute ? null : "gpt-4o",
                    rates,
                    rates,
                    "USD",
                    Instant.parse(row.get(1)).toEpochMilli()));
        }
        return new PriceBook(all);
    }

    private static Priced request(List<String> row) {
        return new Priced() {
            @Override
            public String route() {
                return row.get(1);
            }

            @Override
            public @Nullable String provider() {
                return route().equals("chat") ? "openai" : null;
            }

            @Override
            public @Nullable String model() {
                return route().equals("chat") ? "gpt-4o" : null;
            }

            @Override
            public long promptTokens() {
                return Long.parseLong(row.get(2));
            }

            @Override
            public long completionTokens() {
                return Long.parseLong(row.get(4));
            }

            @Override
            public long cachedTokens() {
                return Long.parseLong(row.get(3));
            }

            @Override
            public BigDecimal units() {
                return decimal(row, 5);
            }

            @Override
            public long epochMilli() {
                return Instant.parse(row.get(0)).toEpochMilli();
            }
        };
    }

    private static BigDecimal decimal(List<String> row, int column) {
        return new BigDecimal(row.get(column));
    }

    /** The rows behind the heading that begins so. */
    private static List<List<String>> table(String heading) {
        List<String> lines = page();
        int first = 0;
        while (!lines.get(first).startsWith(heading)) {
            first++;
        }
        return lines.stream()
                .skip(first + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static List<String> page() {
        try {
            return Files.readAllLines(Path.of("..", "docs", "bill.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
