/**
 * Messages in Anthropic's wire format, by an asynchronous servlet. Depends on {@code prompt}. Start with
 * {@link io.gauger.sample.anthropic.MessagesServlet}.
 */
@NullMarked
package io.gauger.sample.anthropic;

import org.jspecify.annotations.NullMarked;
