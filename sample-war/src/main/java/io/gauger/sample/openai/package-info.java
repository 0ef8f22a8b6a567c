/**
 * Chat completions in OpenAI's wire format, by JAX-RS. Depends on {@code prompt}. Start with
 * {@link io.gauger.sample.openai.ChatCompletionsResource}.
 */
@NullMarked
package io.gauger.sample.openai;

import org.jspecify.annotations.NullMarked;
