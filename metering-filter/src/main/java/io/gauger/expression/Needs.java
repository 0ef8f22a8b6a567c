package io.gauger.expression;

import io.gauger.extract.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an expression reads of a request, each once, in the order in which it is written. */
record Needs(Set<JsonPath> paths, Set<Variable> variables) {

    static Needs of(Node expression) {
        Set<JsonPath> paths = new LinkedHashSet<>();
        Set<Variable> variables = new LinkedHashSet<>();
        List<Node> open = new ArrayList<>(List.of(expression));
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            if (node instanceof Node.Path path) {
                paths.add(path.path());
            } else if (node instanceof Node.Read read) {
                variables.add(read.variable());
            } else if (node instanceof Node.Unary unary) {
                open.add(unary.operand());
            } else if (node instanceof Node.Binary binary) {
                open.addAll(List.of(binary.right(), binary.left()));
            } else if (node instanceof Node.Conditional conditional) {
                open.addAll(List.of(conditional.otherwise(), conditional.then(), conditional.condition()));
            } else if (node instanceof Node.Call call) {
                open.addAll(call.arguments());
            }
        }
        return new Needs(Collections.unmodifiableSet(paths), Collections.unmodifiableSet(variables));
    }
}
