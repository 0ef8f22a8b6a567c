/**
 * The product as users get it, on a real server, asked over HTTP. Depends on {@link io.gauger.server} and on none of
 * the product's classes. Start with {@link io.gauger.it.SampleOnServerIT}.
 */
@NullMarked
package io.gauger.it;

import org.jspecify.annotations.NullMarked;
