package io.gauger.expression;

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

    /** A call of any function but {@code get}, {@code coalesce} and {@code default}, which become other nodes. */
    record Call(Function function, List<Node> arguments) implements Node {}
}
