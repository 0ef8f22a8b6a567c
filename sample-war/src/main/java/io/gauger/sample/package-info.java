/**
 * The sample application: what a business would write anyway, with no Gauger class in it. Depends on Jakarta EE only;
 * web.xml alone makes it bill its callers. Start with {@link io.gauger.sample.SampleApplication}.
 */
@NullMarked
package io.gauger.sample;

import org.jspecify.annotations.NullMarked;
