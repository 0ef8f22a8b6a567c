/**
 * A whole server under load: Tomcat or Payara Micro in one process, its clients in another. Depends on the workloads and the
 * rivals. Start with {@link io.gauger.benchmark.server.ServerBenchmarks}.
 */
@NullMarked
package io.gauger.benchmark.server;

import org.jspecify.annotations.NullMarked;
