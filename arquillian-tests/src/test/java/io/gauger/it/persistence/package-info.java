/**
 * A host that keeps data of its own by JPA, on whatever provider its server has. Runs inside the server; may depend on
 * Jakarta EE only. Start with {@link io.gauger.it.persistence.PurchaseServlet}.
 */
@NullMarked
package io.gauger.it.persistence;

import org.jspecify.annotations.NullMarked;
