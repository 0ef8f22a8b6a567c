/**
 * What is measured: servlet filters that see the same bytes and learn more or less from them. Depends on the filter and
 * on the rivals' published artifacts. Start with {@link io.gauger.benchmark.rival.Rival}.
 */
@NullMarked
package io.gauger.benchmark.rival;

import org.jspecify.annotations.NullMarked;
