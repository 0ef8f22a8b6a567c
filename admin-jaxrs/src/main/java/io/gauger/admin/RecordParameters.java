package io.gauger.admin;

import io.gauger.usage.RecordFilter;
import io.gauger.usage.RecordFilter.Field;
import io.gauger.usage.RecordQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what {@code GET /v1/records} is asked: every field of a record is a parameter of the same name. */
final class RecordParameters {
    private static final String ID = "id";
    private static final String TIME = "time";
    /** {@link UUID#fromString} also takes shortened forms. */
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    static final Set<String> KNOWN = Stream.concat(
                    Stream.of(TimeBounds.FROM, TimeBounds.TO, ID, TIME, Paging.LIMIT, Paging.CURSOR),
                    Arrays.stream(Field.values()).map(RecordParameters::name))
            .collect(Collectors.toUnmodifiableSet());

    private RecordParameters() {}

    /**
     * The query for the store.
     *
     * @param scope whose records may be asked for
     * @throws ProblemException with all that is wrong
     */
    static RecordQuery parse(QueryParameters parameters, Scope scope) {
        TimeBounds bounds = bounds(parameters);
        List<RecordFilter> filters = filters(parameters);
        int limit = Paging.limit(parameters);
        RecordQuery.Position after = after(parameters);
        parameters.check();
        String asked = parameters.value(name(Field.ACCOUNT_ID));
        String account = scope.narrowed(asked);
        if (account != null && asked == null) {
            filters.add(new RecordFilter.Text(Field.ACCOUNT_ID, account));
        }
        return new RecordQuery(bounds.from(), bounds.to(), filters, after, limit);
    }

    /**
     * The id, if records are asked for by it; null if not.
     *
     * @throws ProblemException with all that is wrong
     */
    static @Nullable UUID idAlone(QueryParameters parameters) {
        String text = parameters.value(ID);
        if (text == null) {
            return null;
        }
        UUID id = uuid(text);
        if (id == null) {
            parameters.rejectValue(ID, "a record's id");
        }
        for (String name : parameters.names()) {
            if (!name.equals(ID) && !name.equals(Paging.LIMIT)) {
                parameters.reject(name, "cannot stand beside 'id'");
            }
        }
        Paging.limit(parameters);
        parameters.check();
        return id;
    }

    /** The id, or null if the text is none. */
    static @Nullable UUID uuid(String text) {
        return UUID_FORM.matcher(text).matches() ? UUID.fromString(text) : null;
    }

    /** A record has one time, in milliseconds: asking for it is asking for the range of that one. */
    private static TimeBounds bounds(QueryParameters parameters) {
        TimeBounds bounds = TimeBounds.take(parameters);
        Instant time = TimeBounds.instant(parameters, TIME);
        if (time == null) {
            return bounds;
        }
        if (parameters.has(TimeBounds.FROM) || parameters.has(TimeBounds.TO)) {
            parameters.reject(TIME, "cannot stand beside 'from' or 'to'");
        }
        return new TimeBounds(time, time.isBefore(Timestamps.LAST) ? time.plusMillis(1) : null);
    }

    private static List<RecordFilter> filters(QueryParameters parameters) {
        List<RecordFilter> filters = new ArrayList<>();
        for (Field field : Field.values()) {
            String value = parameters.value(name(field));
            if (value != null) {
                FieldKind kind = FieldKind.of(field);
                RecordFilter filter = kind.parse(field, value);
                if (filter == null) {
                    parameters.rejectValue(name(field), kind.expected());
                } else {
                    filters.add(filter);
                }
            }
        }
        return filters;
    }

    private static RecordQuery.@Nullable Position after(QueryParameters parameters) {
        String cursor = parameters.value(Paging.CURSOR);
        RecordQuery.Position position = cursor == null ? null : Cursor.position(cursor);
        if (cursor != null && position == null) {
            Paging.rejectCursor(parameters);
        }
        return position;
    }

    private static String name(Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }
}
