/**
 * What both AI-style APIs of the sample share: reading a request strictly and counting its words. Depends on JSON-P
 * only. Start with {@link io.gauger.sample.prompt.Words}.
 */
@NullMarked
package io.gauger.sample.prompt;

import org.jspecify.annotations.NullMarked;
