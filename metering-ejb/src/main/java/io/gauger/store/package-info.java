/**
 * The database behind the ports: JPA on EclipseLink with our own connections, schema and migrations. May depend on
 * records, settings, nodes and usage. Start with {@link io.gauger.store.Store}.
 */
@NullMarked
package io.gauger.store;

import org.jspecify.annotations.NullMarked;
