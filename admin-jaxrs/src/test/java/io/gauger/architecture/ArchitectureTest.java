package io.gauger.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** What keeps the three modules apart, portable and exact. */
@AnalyzeClasses(
        packages = "io.gauger",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** What a build that has packaged them finds of the tests of other modules. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String OURS = "io.gauger.";

    /** Each package and those directly below it; it may depend on all that lies below. A new package gets its line. */
    private static final Map<String, Set<String>> BELOW = Map.ofEntries(
            Map.entry("settings", Set.of()),
            Map.entry("extract", Set.of()),
            Map.entry("expression", Set.of("extract")),
            Map.entry("route", Set.of("settings", "expression")),
            Map.entry("rate", Set.of()),
            Map.entry("admit", Set.of("route", "rate")),
            // Expressions see who is billed.
            Map.entry("measure", Set.of("admit")),
            Map.entry("reserve", Set.of("admit")),
            // Which price decides depends on names with globs, as what keys allow.
            Map.entry("price", Set.of("admit")),
            Map.entry("record", Set.of("measure", "reserve", "price")),
            Map.entry("filter", Set.of("record")),
            Map.entry("journal", Set.of("record")),
            Map.entry("usage", Set.of("record")),
            Map.entry("alert", Set.of("usage")),
            Map.entry("node", Set.of()),
            Map.entry("ledger", Set.of()),
            Map.entry("rerate", Set.of()),
            Map.entry("account", Set.of("admit", "reserve", "price", "ledger", "rerate")),
            Map.entry("bill", Set.of("account")),
            Map.entry("pay", Set.of("settings", "price", "ledger")),
            Map.entry("store", Set.of("usage", "node", "bill", "pay", "alert")),
            Map.entry("batch", Set.of("journal", "usage")),
            Map.entry("runtime", Set.of("batch", "store", "filter")),
            Map.entry("admin", Set.of("runtime")));

    /** Besides Java, Jakarta EE and JSpecify: who may use what. A library is known to one package only. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "store", List.of("org.eclipse.persistence.", "org.h2."),
            "rate", List.of("io.github.bucket4j."),
            "pay", List.of("com.stripe.", "com.google.gson."));

    /** Of the JDK's own {@code javax} packages. */
    private static final List<String> JAVAX = List.of(
            "javax.sql",
            "javax.naming",
            "javax.script",
            "javax.management",
            "javax.crypto",
            "javax.crypto.spec",
            "javax.net.ssl");

    @ArchTest
    static final ArchRule packagesDependDownwardsOnly = classes()
            .should(Conditions.dependOnly(
                    "on packages below their own",
                    (from, to) -> !isOurs(to) || below(from).contains(packageOf(to))));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.gauger.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyJavaJakartaAndNamedLibrariesAreUsed = classes()
            .should(Conditions.dependOnly(
                    "on Java, Jakarta EE, JSpecify and the libraries named here, so that they run on every server",
                    (from, to) -> isOurs(to)
                            || isPlatform(to.getPackageName())
                            || LIBRARIES.getOrDefault(packageOf(from), List.of()).stream()
                                    .anyMatch((to.getPackageName() + ".")::startsWith)));

    @ArchTest
    static final ArchRule loggingIsTheJdksSystemLogger = noClasses()
            .that(describe("are not the cure of a server's logging", type -> !type.getSimpleName()
                    .equals("Engine")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule nothingIsPrinted = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    /** Nashorn's numbers are doubles; the package turns them into decimals. */
    @ArchTest
    static final ArchRule nothingIsCountedInFloatingPoint =
            classes().that().resideOutsideOfPackage("io.gauger.expression").should(Conditions.haveNoFloatingPoint());

    @ArchTest
    static final ArchRule publicClassesAreFinalOrAbstract = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areNotAssignableTo(Application.class)
            .and(areNotProxied())
            .should()
            .haveModifier(JavaModifier.FINAL)
            .orShould()
            .haveModifier(JavaModifier.ABSTRACT);

    /** Both are found by the host's scanning application, which must not get more than the one guarded root. */
    @ArchTest
    static final ArchRule onlyOneRootResourceCanBeFoundByScanning = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.gauger.admin.AdminRoot")
            .should()
            .beAnnotatedWith(Path.class)
            .orShould()
            .beAnnotatedWith(Provider.class);

    @ArchTest
    static final ArchRule everyPackageSaysWhatCanBeNull =
            classes().should(Conditions.resideInAPackageAnnotatedWith(NullMarked.class));

    /** Containers make subclasses of these. */
    private static DescribedPredicate<JavaClass> areNotProxied() {
        return describe(
                "are not proxied by a container",
                type -> !type.isAnnotatedWith(ApplicationScoped.class)
                        && !type.isAnnotatedWith(RequestScoped.class)
                        && !type.isAnnotatedWith(Singleton.class)
                        && !type.isAnnotatedWith(Stateless.class)
                        && !type.isAnnotatedWith(Entity.class));
    }

    private static boolean isPlatform(String name) {
        return name.equals("java")
                || name.startsWith("java.")
                || name.startsWith("jakarta.")
                || name.startsWith("org.jspecify.")
                || JAVAX.contains(name);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(OURS);
    }

    /** The part after {@code io.gauger.}. */
    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring(OURS.length());
    }

    private static Set<String> below(JavaClass type) {
        Set<String> found = new TreeSet<>();
        collect(packageOf(type), found);
        return found;
    }

    private static void collect(String name, Set<String> found) {
        Set<String> directly = BELOW.get(name);
        if (directly == null) {
            throw new AssertionError("the package io.gauger." + name + " has no line in " + ArchitectureTest.class);
        }
        if (found.add(name)) {
            directly.forEach(lower -> collect(lower, found));
        }
    }
}
