package io.gauger.extract;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a value stands in a JSON document: member names and array indexes from the root, such as
 * {@code choices[0].message.role}. The empty path is the document itself. Immutable.
 *
 * @param steps from the root downwards
 */
public record JsonPath(List<Step> steps) {

    /** One step down: a member of an object or an element of an array. */
    public sealed interface Step {}

    /** The member of an object with this name, compared after unescaping. */
    public record Member(String name) implements Step {}

    /** The element of an array at this index, from 0. */
    public record Element(int index) implements Step {}

    public JsonPath {
        steps = List.copyOf(steps);
    }

    /** A path of member names only. */
    public static JsonPath of(String... names) {
        return new JsonPath(
                List.of(names).stream().map(name -> (Step) new Member(name)).toList());
    }

    @Override
    public String toString() {
        return steps.stream()
                .map(step ->
                        step instanceof Element element ? "[" + element.index() + "]" : "." + ((Member) step).name())
                .collect(Collectors.joining());
    }
}
