package io.gauger.filter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Up to Java 21 the JDK keeps the class of that record whose {@code equals}, {@code hashCode} or {@code toString} was
 * linked last (JDK-8078641: a method handle keeps its last {@code asType}), and with it the application. So an
 * application that goes links these methods once more, for a class of the JDK.
 */
public final class LinkedRecords {
    private static final Logger LOG = System.getLogger(LinkedRecords.class.getName());

    private LinkedRecords() {}

    /** Makes the JDK forget the last record of this application; call it after all else. Never throws. */
    public static void forget() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle field = lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
            link("equals", MethodType.methodType(boolean.class, String.class, Object.class), lookup, field);
            link("hashCode", MethodType.methodType(int.class, String.class), lookup, field);
            link("toString", MethodType.methodType(String.class, String.class), lookup, field);
        } catch (Throwable e) {
            LOG.log(Level.DEBUG, "The JDK may keep a class of an application that is gone", e);
        }
    }

    private static void link(String method, MethodType type, MethodHandles.Lookup lookup, MethodHandle field)
            throws Throwable {
        ObjectMethods.bootstrap(lookup, method, type, String.class, "field", field);
    }
}
