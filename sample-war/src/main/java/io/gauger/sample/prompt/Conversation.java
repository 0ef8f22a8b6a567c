package io.gauger.sample.prompt;

import java.util.Set;

/** The {@code messages} of a request, which both APIs write in nearly the same way. */
public final class Conversation {
    private Conversation() {}

    /**
     * The words in the contents of all messages. A content is a string or an array of parts, of which those of type
     * {@code text} count. What stands elsewhere (Anthropic's {@code system}, tools) is no message and does not count.
     *
     * @param roles the roles that a message may have
     * @param silentRoles the roles whose messages may be without content
     * @throws InvalidRequest naming the first message that is not as the API wants it
     */
    public static int words(Fields request, Set<String> roles, Set<String> silentRoles) throws InvalidRequest {
        int words = 0;
        for (Fields message : request.requiredObjects("messages")) {
            String role = message.requiredText("role");
            if (!roles.contains(role)) {
                throw message.invalid("role", "is not a known role", "invalid_value");
            }
            if (message.has("content") || !silentRoles.contains(role)) {
                words += wordsInContent(message);
            }
        }
        return words;
    }

    private static int wordsInContent(Fields message) throws InvalidRequest {
        if (message.isText("content")) {
            return Words.count(message.text("content"));
        }
        int words = 0;
        for (Fields part : message.requiredObjects("content")) {
            if (part.requiredText("type").equals("text")) {
                words += Words.count(part.text("text"));
            }
        }
        return words;
    }
}
