/**
 * What {@code mvn -Prun} needs on the developer's machine; not packed into the WAR. Depends on the JDK only. Start with
 * {@link io.gauger.sample.run.Foreground}.
 */
@NullMarked
package io.gauger.sample.run;

import org.jspecify.annotations.NullMarked;
