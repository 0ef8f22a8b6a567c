package io.gauger.pay;

import io.gauger.settings.SettingException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a credit package is written in one setting: {@code AMOUNT CURRENCY [credits=…] [valid_days=…] [name=…]}, for example
 * {@code 50.00 USD credits=55 valid_days=365 name=Fifty dollars}. The name stands last and takes the rest, spaces included.
 */
final class CreditPackageNotation {
    static final String PREFIX = "gauger.credit-package.";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");
    private static final Pattern DAYS = Pattern.compile("[0-9]{1,5}");
    private static final int MOST_DAYS = 36_500;
    private static final int LONGEST_NAME = 250;
    private static final String NAME = "name=";

    private final String setting;
    private final String id;
    private BigDecimal amount = BigDecimal.ZERO;
    private String currency = "";
    private @Nullable BigDecimal credits;
    private @Nullable Integer validDays;

    private CreditPackageNotation(String id) {
        this.setting = PREFIX + id;
        this.id = id;
    }

    /**
     * Reads a package.
     *
     * @throws SettingException if the notation is wrong, with what is and what would be right
     */
    static CreditPackage parse(String id, String notation) {
        CreditPackageNotation reading = new CreditPackageNotation(id);
        if (!ID.matcher(id).matches()) {
            throw reading.wrong("an id has 1 to 64 letters, digits and . _ -, and begins with a letter or digit");
        }
        return reading.read(notation.strip());
    }

    private CreditPackage read(String notation) {
        String text = notation;
        String name = null;
        int at = startOfName(text);
        if (at >= 0) {
            name = text.substring(at + NAME.length()).strip();
            text = text.substring(0, at).strip();
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                throw wrong("name must have 1 to " + LONGEST_NAME + " characters");
            }
        }
        List<String> words = Arrays.asList(text.split("\\s+", -1));
        if (words.size() < 2) {
            throw wrong("expected 'AMOUNT CURRENCY [credits=…] [valid_days=…] [name=…]', was '" + notation + "'");
        }
        currency = currency(words.get(1));
        amount = decimal("the amount", words.get(0));
        int decimals = MinorUnits.of(currency);
        if (Math.max(0, amount.stripTrailingZeros().scale()) > decimals) {
            throw wrong(
                    "the amount has at most " + decimals + " decimals in " + currency + ", was '" + words.get(0) + "'");
        }
        words.subList(2, words.size()).forEach(this::attribute);
        return new CreditPackage(
                id,
                name == null ? amount.toPlainString() + " " + currency : name,
                amount,
                currency,
                credits == null ? amount : credits,
                validDays);
    }

    private static int startOfName(String text) {
        int at = text.indexOf(NAME);
        while (at > 0 && !Character.isWhitespace(text.charAt(at - 1))) {
            at = text.indexOf(NAME, at + 1);
        }
        return at;
    }

    private void attribute(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        switch (name) {
            case "credits" -> credits = decimal(name, value);
            case "valid_days" -> validDays = days(value);
            default -> throw wrong("'" + name + "' is no attribute; there are credits, valid_days and, last, name");
        }
    }

    private String currency(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw wrong("the currency must be one of ISO 4217 such as USD, was '" + code + "'");
        }
    }

    private BigDecimal decimal(String what, String value) {
        if (DECIMAL.matcher(value).matches()) {
            BigDecimal decimal = new BigDecimal(value);
            if (decimal.signum() > 0) {
                return decimal;
            }
        }
        throw wrong(what + " must be a decimal above 0 such as 20.00, was '" + value + "'");
    }

    private int days(String value) {
        if (DAYS.matcher(value).matches()) {
            int days = Integer.parseInt(value);
            if (days >= 1 && days <= MOST_DAYS) {
                return days;
            }
        }
        throw wrong("valid_days must be a whole number from 1 to " + MOST_DAYS + ", was '" + value + "'");
    }

    private SettingException wrong(String what) {
        return new SettingException(setting + ": " + what);
    }
}
