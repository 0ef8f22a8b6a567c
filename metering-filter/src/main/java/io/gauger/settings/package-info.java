/**
 * Where every setting is read, with one precedence and one kind of error. Depends on nothing of ours. Start with
 * {@link io.gauger.settings.Settings}.
 */
@NullMarked
package io.gauger.settings;

import org.jspecify.annotations.NullMarked;
