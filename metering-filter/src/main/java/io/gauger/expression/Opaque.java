package io.gauger.expression;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.openjdk.nashorn.api.scripting.AbstractJSObject;

/** A value that a script can pass on untouched, but knows only as a number: ECMAScript's ToPrimitive decides. */
final class Opaque extends AbstractJSObject {
    /** An object or an array. */
    static final Opaque STRUCTURE = new Opaque(null);

    private final @Nullable BigDecimal exact;

    private Opaque(@Nullable BigDecimal exact) {
        this.exact = exact;
    }

    /** A number that a double cannot hold. */
    static Opaque of(BigDecimal exact) {
        return new Opaque(exact);
    }

    @Nullable
    BigDecimal exact() {
        return exact;
    }

    @Override
    public Object getDefaultValue(@Nullable Class<?> hint) {
        if (exact == null) {
            return hint == String.class ? "[object]" : (Object) Double.NaN;
        }
        return hint == String.class ? exact.toString() : (Object) exact.doubleValue();
    }
}
