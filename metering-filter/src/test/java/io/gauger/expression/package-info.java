/**
 * What metering expressions promise. Depends on JSON-P to read samples. Start with {@code LanguageTest}, which runs the
 * table of {@code docs/expressions.md}.
 */
@NullMarked
package io.gauger.expression;

import org.jspecify.annotations.NullMarked;
