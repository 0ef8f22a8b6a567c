package io.gauger.expression;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What other gateways and languages call what an expression can name, so that a refusal says how to write it here. */
final class OtherNames {
    private static final Map<String, String> VALUES = new HashMap<>();
    private static final Map<String, String> FUNCTIONS = new HashMap<>();

    static {
        same(VALUES, "respBody", "responseBody", "response_body", "resp_body", "body", "response", "res", "resp", "$");
        same(VALUES, "respBody.usage", "usage", "usageMetadata");
        same(
                VALUES,
                "responseBytes",
                "response_bytes",
                "responseSize",
                "response_size",
                "respBytes",
                "body_bytes_sent");
        same(VALUES, "requestBytes", "request_bytes", "requestSize", "request_size", "reqBytes", "request_length");
        same(VALUES, "status", "status", "statusCode", "status_code", "code", "http_status");
        same(VALUES, "durationMs", "duration_ms", "duration", "latency", "latencyMs", "latency_ms", "responseTime");
        same(VALUES, "promptTokens", "prompt_tokens", "inputTokens", "input_tokens", "llm_prompt_tokens");
        same(VALUES, "completionTokens", "completion_tokens", "outputTokens", "output_tokens");
        same(VALUES, "completionTokens", "llm_completion_tokens");
        same(VALUES, "cachedTokens", "cached_tokens", "cache_read_input_tokens");
        same(VALUES, "totalTokens", "total_tokens", "tokens", "llm_total_tokens");
        same(VALUES, "model", "modelName", "model_name", "request_llm_model");
        same(VALUES, "accountId", "account_id", "userId", "user_id", "consumer", "orgId", "customerId");
        same(VALUES, "keyId", "key_id", "apiKeyId", "api_key");
        same(VALUES, "path", "uri", "url", "requestPath", "request_path");
        same(VALUES, "query", "queryString", "query_string", "args");
        same(VALUES, "round(…)", "Math");
        same(VALUES, "json(…)", "JSON");

        same(FUNCTIONS, "toInt", "int", "parseInt", "to_int", "Integer", "tointeger", "long");
        same(FUNCTIONS, "toFloat", "float", "double", "parseFloat", "Number", "to_number", "tonumber", "number");
        same(FUNCTIONS, "toString", "string", "str", "String", "to_string", "tostring");
        same(FUNCTIONS, "lower", "toLower", "toLowerCase", "lowercase", "lcase", "downcase");
        same(FUNCTIONS, "upper", "toUpper", "toUpperCase", "uppercase", "ucase", "upcase");
        same(FUNCTIONS, "len", "length", "size", "strlen");
        same(FUNCTIONS, "json", "parseJson", "jsonParse", "fromJson", "from_json", "parse_json", "json_decode");
        same(FUNCTIONS, "jsonEncode", "toJson", "to_json", "json_encode", "stringify");
        same(FUNCTIONS, "coalesce", "firstNonNull", "ifNull", "nvl", "isnull", "either");
        same(FUNCTIONS, "ceil", "ceiling", "roundUp");
        same(FUNCTIONS, "avg", "mean", "average");
        same(FUNCTIONS, "sum", "total", "add");
        same(FUNCTIONS, "split", "explode");
    }

    private OtherNames() {}

    private static void same(Map<String, String> names, String here, String... elsewhere) {
        for (String name : elsewhere) {
            names.put(name.toLowerCase(Locale.ROOT), here);
        }
    }

    /** How a value of this name elsewhere is written here. */
    static Optional<String> ofValue(String name) {
        // As NGINX writes variables.
        String plain = name.length() > 1 && name.startsWith("$") ? name.substring(1) : name;
        return Optional.ofNullable(VALUES.get(plain.toLowerCase(Locale.ROOT)));
    }

    /** How a function of this name elsewhere is called here. */
    static Optional<String> ofFunction(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether it asks for what no expression may know. */
    static boolean asksBeyondTheRequest(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "env", "getenv", "now", "nowrfc3339", "time", "date", "random", "rand", "uuid" -> true;
            default -> false;
        };
    }
}
