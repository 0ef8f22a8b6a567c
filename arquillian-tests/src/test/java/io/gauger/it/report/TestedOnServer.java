package io.gauger.it.report;

import io.gauger.server.Java;
import io.gauger.server.Servers;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Notes what came of each test class. JUnit finds it as a service. */
public final class TestedOnServer implements TestExecutionListener {
    private final Map<String, Integer> passed = new TreeMap<>();
    private final Map<String, Integer> failed = new TreeMap<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        test.getUniqueIdObject().getSegments().stream()
                .filter(segment -> segment.getType().equals("class"))
                .map(UniqueId.Segment::getValue)
                .findFirst()
                .ifPresent(type -> note(type.substring(type.lastIndexOf('.') + 1), test, result));
    }

    private void note(String type, TestIdentifier test, TestExecutionResult result) {
        boolean hasFailed = result.getStatus() == TestExecutionResult.Status.FAILED;
        boolean hasPassed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        // A container only counts where it keeps its tests from running; what an assumption ended was not tested.
        if (hasFailed || (test.isTest() && hasPassed)) {
            passed.merge(type, hasFailed ? 0 : 1, Integer::sum);
            failed.merge(type, hasFailed ? 1 : 0, Integer::sum);
        }
    }

    /** With several processes, each class is a plan of its own. */
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        passed.remove(ServerTableIT.class.getSimpleName());
        passed.forEach((type, count) -> new Tested(
                        Servers.run(),
                        Servers.selected().name(),
                        Java.version(),
                        type,
                        count,
                        failed.getOrDefault(type, 0))
                .write());
        passed.clear();
        failed.clear();
    }
}
