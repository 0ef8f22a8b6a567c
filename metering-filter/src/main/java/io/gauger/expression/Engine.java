package io.gauger.expression;

import io.gauger.expression.Result.Failure;
import io.gauger.expression.Result.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one expression engine of an application: made with the first expression that needs it, gone with the class loader
 * of this class. On a server where it cannot run, expressions that need it fail with the reason.
 */
final class Engine {
    private static final Logger LOG = System.getLogger(Engine.class.getName());

    /** A class of the JDK that the engine starts, and that takes a logger of its name. */
    private static final String LINKER = "jdk.dynalink.linker.support.Guards";

    private static @Nullable Nashorn nashorn;
    private static @Nullable String problem;

    private Engine() {}

    /** Compiles one at a time: an engine may be called by many threads, but compiles for one. */
    static Evaluator compile(Script script, Outcome outcome, Values values) {
        return compile(engine -> engine.compile(script, outcome, values), Evaluator::constant);
    }

    /** As {@link #compile}, for a part of an expression; if it cannot be compiled, that fails each evaluation. */
    static Value value(Script script, Values values) {
        return compile(engine -> engine.value(script, values), failure -> request -> {
            throw new EvaluationFailure(failure.reason(), failure.detail());
        });
    }

    /** What is asked of the engine. */
    private interface Compilation<T> {
        T in(Nashorn engine) throws Exception;
    }

    private static synchronized <T> T compile(Compilation<T> compilation, Function<Failure, T> failing) {
        try {
            if (problem == null) {
                return compilation.in(engine());
            }
        } catch (Exception | LinkageError | StackOverflowError e) {
            if (nashorn != null) {
                LOG.log(Level.ERROR, "An expression could not be compiled; it will be flagged", e);
                return failing.apply(new Failure(Reason.ENGINE, "the expression could not be compiled: " + e));
            }
            // A second try would meet classes that the first one left broken.
            problem = "the expression engine is unavailable: " + e;
            LOG.log(Level.ERROR, "The expression engine is unavailable; only plain fields are measured", e);
        }
        return failing.apply(new Failure(Reason.ENGINE, String.valueOf(problem)));
    }

    private static Nashorn engine() throws Exception {
        Nashorn engine = nashorn;
        if (engine == null) {
            // Where a server's log manager refuses the JDK's own way of making this logger (GlassFish 7), finding it
            // made already is what lets the engine start. Held no longer: on Open Liberty it keeps who made it.
            java.util.logging.Logger logger = java.util.logging.Logger.getLogger(LINKER);
            try {
                engine = Nashorn.in(EngineLoader.shared());
            } finally {
                Reference.reachabilityFence(logger);
            }
            nashorn = engine;
        }
        return engine;
    }
}
