package io.gauger.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.function.BiPredicate;

/** Conditions that the rules need and ArchUnit does not have. */
final class Conditions {
    private static final Set<String> FLOATING_POINT = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    private Conditions() {}

    /** Every dependency, by its class and the class it leads to, is allowed. Arrays count as what they hold. */
    static ArchCondition<JavaClass> dependOnly(String on, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>("depend only " + on) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.isPrimitive() && !allowed.test(type, target)) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** No field and no result of a method is a float or double. */
    static ArchCondition<JavaClass> haveNoFloatingPoint() {
        return new ArchCondition<>("have no field and no result in floating point") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                    check(type, field.getFullName(), field.getRawType(), events);
                }
                for (JavaMethod method : type.getMethods()) {
                    check(type, method.getFullName(), method.getRawReturnType(), events);
                }
            }

            private void check(JavaClass type, String member, JavaClass value, ConditionEvents events) {
                if (FLOATING_POINT.contains(value.getBaseComponentType().getName())) {
                    events.add(SimpleConditionEvent.violated(type, member + " is a " + value.getSimpleName()));
                }
            }
        };
    }

    static ArchCondition<JavaClass> resideInAPackageAnnotatedWith(Class<? extends Annotation> annotation) {
        return new ArchCondition<>("reside in a package annotated with @" + annotation.getSimpleName()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(annotation)) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not"));
                }
            }
        };
    }
}
