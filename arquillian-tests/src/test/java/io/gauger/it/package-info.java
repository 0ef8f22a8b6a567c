/**
 * The product as users get it, on a real server, asked over HTTP. Depends on {@link io.gauger.server} and on none of
 * the product's classes. Start with {@link io.gauger.it.FirstBillIT}.
 *
 * <p>Tags: {@code once} has what would tell nothing new on a second server, {@code long} what takes minutes,
 * {@code glassfish} what only makes sense there.
 */
@NullMarked
package io.gauger.it;

import org.jspecify.annotations.NullMarked;
