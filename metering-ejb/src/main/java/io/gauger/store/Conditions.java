package io.gauger.store;

import jakarta.persistence.Query;
import java.util.LinkedHashMap;
import java.util.Map;

/** The where clause of a query on {@code RecordRow r}, put together part by part. For one thread. */
final class Conditions {
    private final StringBuilder clause = new StringBuilder();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** Adds a condition, in which each {@code ?} stands for the next of the values. */
    Conditions and(String condition, Object... values) {
        clause.append(clause.isEmpty() ? " where " : " and ");
        int next = 0;
        for (int i = 0; i < condition.length(); i++) {
            if (condition.charAt(i) == '?') {
                String name = "p" + parameters.size();
                parameters.put(name, values[next++]);
                clause.append(':').append(name);
            } else {
                clause.append(condition.charAt(i));
            }
        }
        return this;
    }

    /** The clause with its {@code where}; empty without conditions. */
    String clause() {
        return clause.toString();
    }

    <Q extends Query> Q bind(Q query) {
        parameters.forEach(query::setParameter);
        return query;
    }
}
