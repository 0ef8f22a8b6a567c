package io.gauger.store;

import io.gauger.usage.RecordFilter;
import io.gauger.usage.RecordFilter.Field;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns filters into conditions. */
final class FilterConditions {
    /** Nothing else may be a flag; EclipseLink writes the arguments of functions into the SQL. */
    private static final Pattern FLAG_NAME = Pattern.compile("[a-z0-9_]{1,64}");

    private FilterConditions() {}

    /**
     * Adds the filter's condition.
     *
     * @return false if no record can match, so that the database need not be asked
     * @throws IllegalArgumentException if the field cannot be compared with that kind of value
     */
    static boolean add(RecordFilter filter, Conditions conditions) {
        String attribute = "r." + attribute(filter.field());
        if (filter instanceof RecordFilter.Text text) {
            return addText(text, attribute, conditions);
        }
        if (filter instanceof RecordFilter.Quantity quantity) {
            return addNumber(quantity.field(), quantity.value(), attribute, conditions);
        }
        RecordFilter.Truth truth = (RecordFilter.Truth) filter;
        if (truth.field() != Field.STREAMING) {
            throw new IllegalArgumentException(truth.field() + " is not true or false");
        }
        conditions.and(attribute + " = ?", truth.value());
        return true;
    }

    private static boolean addText(RecordFilter.Text filter, String attribute, Conditions conditions) {
        if (filter.field() == Field.STREAMING) {
            throw new IllegalArgumentException("STREAMING is compared with true or false");
        }
        if (filter.field() == Field.BASIS) {
            return addBasis(filter.value(), attribute, conditions);
        }
        if (filter.field() == Field.PATH) {
            conditions.and("coalesce(r.path, r.endpoint) = ?", filter.value());
            return true;
        }
        boolean number = kind(filter.field()) != Kind.TEXT;
        if (filter.value().isEmpty()) {
            conditions.and(number ? attribute + " is null" : "(" + attribute + " is null or " + attribute + " = '')");
            return true;
        }
        if (number) {
            throw new IllegalArgumentException(filter.field() + " is compared with a number");
        }
        if (filter.field() == Field.FLAGS) {
            conditions.and("locate(?, " + attribute + ") > 0", "," + filter.value() + ",");
            return FLAG_NAME.matcher(filter.value()).matches();
        }
        conditions.and(attribute + " = ?", filter.value());
        return true;
    }

    /** Records of the first versions have a text where those of later ones have null. */
    private static boolean addBasis(String value, String attribute, Conditions conditions) {
        if (value.equals("measured")) {
            conditions.and("(" + attribute + " is null or " + attribute + " = ?)", value);
        } else {
            conditions.and(attribute + " = ?", value);
        }
        return !value.isEmpty();
    }

    private static boolean addNumber(Field field, BigDecimal value, String attribute, Conditions conditions) {
        Object compared =
                switch (kind(field)) {
                    case DECIMAL -> value;
                    case LONG -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
                    case INTEGER -> asInt(whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
                    case TEXT -> throw new IllegalArgumentException(field + " is no number");
                };
        if (compared == null) {
            return false;
        }
        conditions.and(attribute + " = ?", compared);
        return true;
    }

    /** The value if it is a whole number in the range, else null. */
    private static @Nullable Long whole(BigDecimal value, long least, long most) {
        boolean inRange =
                value.compareTo(BigDecimal.valueOf(least)) >= 0 && value.compareTo(BigDecimal.valueOf(most)) <= 0;
        return inRange && value.stripTrailingZeros().scale() <= 0 ? Long.valueOf(value.longValue()) : null;
    }

    private static @Nullable Integer asInt(@Nullable Long value) {
        return value == null ? null : Math.toIntExact(value);
    }

    private enum Kind {
        TEXT,
        LONG,
        INTEGER,
        DECIMAL
    }

    private static Kind kind(Field field) {
        return switch (field) {
            case UNITS, COST, MARKET -> Kind.DECIMAL;
            case STATUS -> Kind.INTEGER;
            case PROMPT_TOKENS,
                    COMPLETION_TOKENS,
                    CACHED_TOKENS,
                    LATENCY_MS,
                    TTFB_MS,
                    REQUEST_BYTES,
                    RESPONSE_BYTES,
                    SSE_EVENTS,
                    BATCH -> Kind.LONG;
            default -> Kind.TEXT;
        };
    }

    private static String attribute(Field field) {
        return switch (field) {
            case ACCOUNT_ID -> "accountId";
            case KEY_ID -> "keyId";
            case KEY_NAME -> "keyName";
            case KEY_PREFIX -> "keyPrefix";
            case ROUTE -> "route";
            case ENDPOINT -> "endpoint";
            case METHOD -> "method";
            case PATH -> "path";
            case PROVIDER -> "provider";
            case MODEL -> "model";
            case PROMPT_TOKENS -> "promptTokens";
            case COMPLETION_TOKENS -> "completionTokens";
            case CACHED_TOKENS -> "cachedTokens";
            case UNITS -> "units";
            case COST -> "cost";
            case MARKET -> "market";
            case PRICE_ID -> "priceId";
            case BATCH -> "batch";
            case LATENCY_MS -> "latencyMs";
            case TTFB_MS -> "ttfbMs";
            case STATUS -> "status";
            case STREAMING -> "streaming";
            case CLIENT_IP -> "clientIp";
            case USER_AGENT -> "userAgent";
            case REQUEST_BYTES -> "requestBytes";
            case RESPONSE_BYTES -> "responseBytes";
            case SSE_EVENTS -> "sseEvents";
            case BASIS -> "basis";
            case FLAGS -> "flags";
            case REFUSAL -> "refusal";
        };
    }
}
