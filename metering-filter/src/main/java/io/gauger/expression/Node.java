package io.gauger.expression;

import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import java.math.BigDecimal;
import java.util.List;

/** An expression as a tree. What the tree cannot say, no script can do. */
sealed interface Node {

    /** A leaf whose value comes into the script as an argument. */
    sealed interface Input extends Node {}

    /** A number as it was written. */
    record Num(BigDecimal value) implements Input {}

    record Text(String value) implements Node {}

    enum Constant implements Node {
        TRUE,
        FALSE,
        NULL,
        UNDEFINED
    }

    /** A value of the response body; the empty path, the body itself, stands only while it is read further. */
    record Path(JsonPath path) implements Input {}

    record Read(Variable variable) implements Input {}

    record Unary(char operator, Node operand) implements Node {}

    record Binary(Operator operator, Node left, Node right) implements Node {}

    record Conditional(Node condition, Node then, Node otherwise) implements Node {}

    /** A call of a function on single values, which the script makes. */
    record Call(Function function, List<Node> arguments) implements Node {}

    /** What is worked out of whole texts before the script runs, and comes into it as an argument. */
    sealed interface Data extends Input {}

    /** A text of the body. */
    record Kept(BodyText which) implements Data {}

    /** A text of the body, read as JSON. */
    record Document(BodyText which) implements Data {}

    /** The value at a path in another value. */
    record Field(Node of, JsonPath path) implements Data {}

    /** The member or element that the value of another node names. */
    record At(Node of, Node index) implements Data {}

    /**
     * The values at a path in every element of an array, those that are missing left out.
     *
     * @param nested whether the elements are arrays, of which each element is meant
     */
    record Each(Node of, JsonPath path, boolean nested) implements Data {}

    /** A call of a function on whole texts, arrays or objects. */
    record Worked(Function function, List<Node> arguments) implements Data {}
}
