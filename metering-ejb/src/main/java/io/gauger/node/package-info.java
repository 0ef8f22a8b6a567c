/**
 * Who a node is: the id that it keeps beside its journal, and what other nodes see of it. May depend on nothing else of
 * ours. Start with {@link io.gauger.node.NodeIdentity}.
 */
@NullMarked
package io.gauger.node;

import org.jspecify.annotations.NullMarked;
