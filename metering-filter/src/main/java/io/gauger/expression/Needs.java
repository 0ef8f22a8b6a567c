package io.gauger.expression;

import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an expression reads of a request, each once, in the order in which it is written. */
record Needs(Set<JsonPath> paths, Set<Variable> variables, Set<BodyText> texts, Set<Node.Data> data) {

    static Needs of(Node expression) {
        Set<JsonPath> paths = new LinkedHashSet<>();
        Set<Variable> variables = new LinkedHashSet<>();
        Set<BodyText> texts = EnumSet.noneOf(BodyText.class);
        Set<Node.Data> data = new LinkedHashSet<>();
        List<Node> open = new ArrayList<>(List.of(expression));
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            if (node instanceof Node.Data part) {
                data.add(part);
            }
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
                open.addAll(reversed(call.arguments()));
            } else if (node instanceof Node.Kept kept) {
                texts.add(kept.which());
            } else if (node instanceof Node.Document document) {
                texts.add(document.which());
            } else if (node instanceof Node.Field field) {
                open.add(field.of());
            } else if (node instanceof Node.At at) {
                open.addAll(List.of(at.index(), at.of()));
            } else if (node instanceof Node.Each each) {
                open.add(each.of());
            } else if (node instanceof Node.Worked call) {
                open.addAll(reversed(call.arguments()));
            }
        }
        return new Needs(
                Collections.unmodifiableSet(paths),
                Collections.unmodifiableSet(variables),
                Collections.unmodifiableSet(texts),
                Collections.unmodifiableSet(data));
    }

    private static List<Node> reversed(List<Node> nodes) {
        List<Node> reversed = new ArrayList<>(nodes);
        Collections.reverse(reversed);
        return reversed;
    }
}
