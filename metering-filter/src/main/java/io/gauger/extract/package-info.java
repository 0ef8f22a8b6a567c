/**
 * Reads values out of response bodies while their bytes go by, in any split and constant memory. Depends on nothing of
 * ours. Start with {@link io.gauger.extract.JsonPath} and {@link io.gauger.extract.JsonValue}.
 */
@NullMarked
package io.gauger.extract;

import org.jspecify.annotations.NullMarked;
