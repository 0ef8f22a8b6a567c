/**
 * A container that does next to nothing: one request and one response, used over and over. Depends on the Servlet API
 * alone. Start with {@link io.gauger.benchmark.stub.StubResponse}.
 */
@NullMarked
package io.gauger.benchmark.stub;

import org.jspecify.annotations.NullMarked;
