package io.gauger.expression;

import io.gauger.expression.Token.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Cuts an expression into tokens of ECMAScript, one at a time, each character once. */
final class Tokenizer {
    /** Longest first, so that the first one that fits is the token. */
    private static final List<String> PUNCTUATORS = List.of(
            "===", "!==", "==", "!=", "<=", ">=", "**", "&&", "||", "??", "?.", "<", ">", "+", "-", "*", "/", "%", "!",
            "?", ":", "(", ")", "[", "]", ",", ".");

    private static final List<String> ASSIGNMENTS =
            List.of(">>>=", "<<=", ">>=", "**=", "&&=", "||=", "??=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=");
    private static final List<String> BITWISE = List.of(">>>", "<<", ">>", "&", "|", "^", "~");

    private final String source;
    private int next;

    Tokenizer(String source) {
        this.source = source;
    }

    Token next() {
        while (next < source.length() && isSpace(source.charAt(next))) {
            next++;
        }
        if (next == source.length()) {
            return new Token(Kind.END, "", BigDecimal.ZERO, next);
        }
        char c = source.charAt(next);
        if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            return number();
        }
        if (c == '"' || c == '\'') {
            return string(c);
        }
        if (isNameStart(c)) {
            return name();
        }
        return punctuator();
    }

    ExpressionException refuse(String reason, int position) {
        return new ExpressionException(reason, position, source);
    }

    private Token name() {
        int start = next;
        while (isNamePart(peek(0))) {
            next++;
        }
        return new Token(Kind.NAME, source.substring(start, next), BigDecimal.ZERO, start);
    }

    private Token punctuator() {
        refuseWhatIsNoExpression();
        int start = next;
        for (String punctuator : PUNCTUATORS) {
            // ECMAScript: in `a?.5:1` the question mark stands alone.
            if (source.startsWith(punctuator, start) && !(punctuator.equals("?.") && isDigit(peek(2)))) {
                next += punctuator.length();
                return new Token(Kind.PUNCTUATOR, punctuator, BigDecimal.ZERO, start);
            }
        }
        int c = source.codePointAt(start);
        String shown = c > ' ' && c < 127 ? "`" + (char) c + "`" : String.format("U+%04X", c);
        throw refuse("character " + shown + " is not allowed here", start);
    }

    private void refuseWhatIsNoExpression() {
        if (source.startsWith("//", next) || source.startsWith("/*", next)) {
            throw refuse("comments are not allowed in an expression", next);
        }
        if (source.startsWith("=>", next)) {
            throw refuse("functions are not allowed in an expression", next);
        }
        if (source.startsWith("++", next) || source.startsWith("--", next)) {
            throw refuse("`" + source.substring(next, next + 2) + "` is not allowed: it assigns", next);
        }
        for (String assignment : ASSIGNMENTS) {
            if (source.startsWith(assignment, next)) {
                throw refuse("`" + assignment + "` is not allowed: it assigns", next);
            }
        }
        if (source.charAt(next) == '=' && peek(1) != '=') {
            throw refuse("`=` is not allowed: it assigns; `==` compares", next);
        }
        for (String bitwise : BITWISE) {
            boolean logical = (bitwise.equals("&") || bitwise.equals("|")) && peek(1) == bitwise.charAt(0);
            if (source.startsWith(bitwise, next) && !logical) {
                throw refuse("`" + bitwise + "` is not supported: there are no bit operators", next);
            }
        }
        if (source.startsWith("...", next)) {
            throw refuse("`...` is not allowed in an expression", next);
        }
        switch (source.charAt(next)) {
            case '`' -> throw refuse("template strings are not allowed; use quotes", next);
            case ';' -> throw refuse("`;` is not allowed: an expression is one value, not statements", next);
            case '{', '}' -> throw refuse("blocks and object literals are not allowed", next);
            case '\\' -> throw refuse("escapes are allowed in strings only", next);
            default -> {}
        }
    }

    private Token number() {
        int start = next;
        char radix = Character.toLowerCase(peek(1));
        BigDecimal value;
        if (peek(0) == '0' && (radix == 'x' || radix == 'o' || radix == 'b')) {
            value = new BigDecimal(integer(radix == 'x' ? 16 : radix == 'o' ? 8 : 2));
        } else {
            if (peek(0) == '0' && isDigit(peek(1))) {
                throw refuse("a number must not begin with 0 and another digit", start);
            }
            value = decimal(start);
        }
        if (isNamePart(peek(0)) || peek(0) == '\\') {
            throw refuse("a number must not run into a name", next);
        }
        if (Double.isInfinite(value.doubleValue())) {
            throw refuse("number too large", start);
        }
        return new Token(Kind.NUMBER, source.substring(start, next), value, start);
    }

    private BigInteger integer(int radix) {
        next += 2;
        int digits = next;
        while (Character.digit(peek(0), radix) >= 0 && peek(0) < 128) {
            next++;
        }
        if (digits == next) {
            throw refuse("digits are missing", next);
        }
        return new BigInteger(source.substring(digits, next), radix);
    }

    private BigDecimal decimal(int start) {
        skipDigits();
        if (peek(0) == '.') {
            next++;
            skipDigits();
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            next++;
            if (peek(0) == '+' || peek(0) == '-') {
                next++;
            }
            int exponent = next;
            skipDigits();
            if (exponent == next || next - exponent > 6) {
                throw refuse(exponent == next ? "digits are missing" : "exponent too large", exponent);
            }
        }
        return new BigDecimal(source.substring(start, next));
    }

    private void skipDigits() {
        while (isDigit(peek(0))) {
            next++;
        }
    }

    private Token string(char quote) {
        int start = next++;
        StringBuilder value = new StringBuilder();
        while (true) {
            if (next == source.length()) {
                throw refuse("the string has no end", start);
            }
            char c = source.charAt(next);
            if (c == '\n' || c == '\r') {
                throw refuse("a string must end on its line", next);
            }
            next++;
            if (c == quote) {
                return new Token(Kind.STRING, value.toString(), BigDecimal.ZERO, start);
            }
            if (c == '\\') {
                escape(value);
            } else {
                value.append(c);
            }
        }
    }

    private void escape(StringBuilder value) {
        int start = next - 1;
        char c = peek(0);
        next++;
        switch (c) {
            case 'b' -> value.append('\b');
            case 't' -> value.append('\t');
            case 'n' -> value.append('\n');
            case 'v' -> value.append('\u000B');
            case 'f' -> value.append('\f');
            case 'r' -> value.append('\r');
            case 'x' -> value.append((char) hex(2, start));
            case 'u' -> value.appendCodePoint(peek(0) == '{' ? hexInBraces(start) : hex(4, start));
            case '\n', '\r', '\0' -> throw refuse("a string must end on its line", start);
            default -> {
                if (isDigit(c) && (c != '0' || isDigit(peek(0)))) {
                    throw refuse("octal escapes are not allowed", start);
                }
                value.append(c == '0' ? '\0' : c);
            }
        }
    }

    private int hexInBraces(int start) {
        int end = source.indexOf('}', next);
        int digits = end - next - 1;
        if (end < 0 || digits < 1 || digits > 6) {
            throw refuse("a code point escape has 1 to 6 hexadecimal digits", start);
        }
        next++;
        int codePoint = hex(digits, start);
        next++;
        if (codePoint > Character.MAX_CODE_POINT) {
            throw refuse("there is no such code point", start);
        }
        return codePoint;
    }

    private int hex(int digits, int start) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = peek(0) < 128 ? Character.digit(peek(0), 16) : -1;
            if (digit < 0) {
                throw refuse("a hexadecimal digit is missing in the escape", start);
            }
            value = value * 16 + digit;
            next++;
        }
        return value;
    }

    /** The character so far ahead; NUL beyond the end, which no token holds. */
    private char peek(int ahead) {
        return next + ahead < source.length() ? source.charAt(next + ahead) : '\0';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }
}
