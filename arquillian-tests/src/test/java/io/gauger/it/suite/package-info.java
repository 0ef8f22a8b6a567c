/**
 * One suite for every server: each cell is a request to the same WAR, what the client must get and what must be
 * recorded. Depends on {@link io.gauger.server} and on none of the product's classes. Start with {@link
 * io.gauger.it.suite.SuiteIT}; what is tested stands in {@link io.gauger.it.suite.Cells}.
 */
@NullMarked
package io.gauger.it.suite;

import org.jspecify.annotations.NullMarked;
