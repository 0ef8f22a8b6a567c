package io.gauger.measure;

import static io.gauger.measure.MediaType.EVENT_STREAM;
import static io.gauger.measure.MediaType.JSON;
import static io.gauger.measure.MediaType.LINES;

import java.util.List;

/** Answers as providers send them, in the shapes that their documentation shows, and the tokens that they tell. */
final class ProviderAnswers {

    /** One answer, with what is to be read in it. */
    record Sample(String name, MediaType type, String body, TokenUsage tokens, String model) {
        @Override
        public String toString() {
            return name;
        }
    }

    private ProviderAnswers() {}

    static List<Sample> all() {
        return List.of(
                new Sample(
                        "OpenAI chat",
                        JSON,
                        """
                        {"id":"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG","object":"chat.completion","created":1741570283,
                         "model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant","content":
                         "{\\"usage\\":{\\"prompt_tokens\\":1}} \\uD83D\\uDE00"},"logprobs":null,"finish_reason":"stop"}],
                         "usage":{"prompt_tokens":1117,"completion_tokens":46,"total_tokens":1163,
                          "prompt_tokens_details":{"cached_tokens":1024,"audio_tokens":0},
                          "completion_tokens_details":{"reasoning_tokens":20,"audio_tokens":0}},
                         "service_tier":"default"}""",
                        usage(1117L, 46L, 1024L),
                        "gpt-4o-2024-08-06"),
                new Sample(
                        "OpenAI chat, streamed",
                        EVENT_STREAM,
                        """
                        data: {"object":"chat.completion.chunk","model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":null}

                        data: {"object":"chat.completion.chunk","model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"Hello"}}],"usage":null}

                        data: {"object":"chat.completion.chunk","model":"gpt-4o-mini","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

                        data: {"object":"chat.completion.chunk","model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":0}}}

                        data: [DONE]

                        """,
                        usage(19L, 10L, 0L),
                        "gpt-4o-mini"),
                new Sample(
                        "reranking, which tells a total alone",
                        JSON,
                        """
                        {"object":"list","results":[{"index":1,"relevance_score":0.91},{"index":0,"relevance_score":0.2}],
                         "model":"rerank-2","usage":{"total_tokens":26}}""",
                        usage(26L, null, null),
                        "rerank-2"),
                new Sample(
                        "Anthropic through a proxy that tells no input at the end",
                        EVENT_STREAM,
                        """
                        data: {"type":"message_start","message":{"model":"claude","usage":{"input_tokens":25,"output_tokens":1}}}

                        data: {"type":"message_delta","usage":{"input_tokens":0,"output_tokens":15}}

                        """,
                        usage(25L, 15L, null),
                        "claude"),
                new Sample(
                        "OpenAI embeddings",
                        JSON,
                        """
                        {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.0023,-0.0093]}],
                         "model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}""",
                        usage(8L, null, null),
                        "text-embedding-3-small"),
                new Sample(
                        "OpenAI response",
                        JSON,
                        """
                        {"id":"resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b","object":"response","status":"completed",
                         "model":"gpt-4.1-2025-04-14","output":[{"type":"message","role":"assistant","content":
                         [{"type":"output_text","text":"In a peaceful grove","annotations":[]}]}],"usage":{"input_tokens":2006,
                         "input_tokens_details":{"cached_tokens":1920},"output_tokens":300,
                         "output_tokens_details":{"reasoning_tokens":64},"total_tokens":2306},"user":null}""",
                        usage(2006L, 300L, 1920L),
                        "gpt-4.1-2025-04-14"),
                new Sample(
                        "OpenAI response, streamed",
                        EVENT_STREAM,
                        responseStream(
                                "completed",
                                """
                                {"input_tokens":37,"input_tokens_details":{"cached_tokens":11},"output_tokens":11,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":48}"""),
                        usage(37L, 11L, 11L),
                        "gpt-4.1-2025-04-14"),
                new Sample(
                        "OpenAI response, incomplete",
                        EVENT_STREAM,
                        responseStream(
                                "incomplete",
                                """
                                {"input_tokens":37,"input_tokens_details":{"cached_tokens":0},"output_tokens":16,"output_tokens_details":{"reasoning_tokens":16},"total_tokens":53}"""),
                        usage(37L, 16L, 0L),
                        "gpt-4.1-2025-04-14"),
                new Sample(
                        "Anthropic message",
                        JSON,
                        """
                        {"id":"msg_013Zva2CMHLNnXjNJJKqJ2EF","type":"message","role":"assistant","model":"claude-sonnet-4-5",
                         "content":[{"type":"text","text":"Hi!"}],"stop_reason":"end_turn","stop_sequence":null,
                         "usage":{"input_tokens":50,"cache_creation_input_tokens":248,"cache_read_input_tokens":1800,
                          "cache_creation":{"ephemeral_5m_input_tokens":148,"ephemeral_1h_input_tokens":100},
                          "output_tokens":503,"server_tool_use":{"web_search_requests":1}}}""",
                        usage(2098L, 503L, 1800L),
                        "claude-sonnet-4-5"),
                new Sample(
                        "Anthropic message, streamed",
                        EVENT_STREAM,
                        """
                        event: message_start
                        data: {"type":"message_start","message":{"type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"usage":{"input_tokens":25,"cache_creation_input_tokens":5,"cache_read_input_tokens":70,"output_tokens":1}}}

                        event: content_block_start
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                        event: ping
                        data: {"type": "ping"}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}

                        event: message_stop
                        data: {"type":"message_stop"}

                        """,
                        usage(100L, 15L, 70L),
                        "claude-sonnet-4-5"),
                new Sample(
                        "Anthropic message with a tool of the server, streamed",
                        EVENT_STREAM,
                        """
                        event: message_start
                        data: {"type":"message_start","message":{"model":"claude-sonnet-4-5","usage":{"input_tokens":2679,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":3}}}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":null},"usage":{"input_tokens":2679,"output_tokens":100}}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":10682,"cache_creation_input_tokens":0,"cache_read_input_tokens":12,"output_tokens":510,"server_tool_use":{"web_search_requests":1}}}

                        """,
                        usage(10694L, 510L, 12L),
                        "claude-sonnet-4-5"),
                new Sample(
                        "Gemini",
                        JSON,
                        """
                        {"candidates":[{"content":{"parts":[{"text":"Hi"}],"role":"model"},"finishReason":"STOP"}],
                         "usageMetadata":{"promptTokenCount":1000,"cachedContentTokenCount":800,"candidatesTokenCount":50,
                          "toolUsePromptTokenCount":30,"thoughtsTokenCount":200,"totalTokenCount":1280,
                          "promptTokensDetails":[{"modality":"TEXT","tokenCount":1000}]},"modelVersion":"gemini-2.5-flash"}""",
                        usage(1030L, 250L, 800L),
                        "gemini-2.5-flash"),
                new Sample(
                        "Gemini, streamed",
                        EVENT_STREAM,
                        """
                        data: {"candidates":[{"content":{"parts":[{"text":"The"}]}}],"usageMetadata":{"promptTokenCount":8,"totalTokenCount":8},"modelVersion":"gemini-2.5-flash"}

                        data: {"candidates":[{"content":{"parts":[{"text":" sky"}]}}],"usageMetadata":{"promptTokenCount":8,"candidatesTokenCount":12,"totalTokenCount":20},"modelVersion":"gemini-2.5-flash"}

                        data: {"candidates":[{"content":{"parts":[{"text":"."}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":8,"candidatesTokenCount":30,"thoughtsTokenCount":7,"totalTokenCount":45},"modelVersion":"gemini-2.5-flash"}

                        """
                                .replace("\n", "\r\n"),
                        usage(8L, 37L, null),
                        "gemini-2.5-flash"),
                new Sample(
                        "Ollama",
                        JSON,
                        """
                        {"model":"llama3.2","created_at":"2023-08-04T19:22:45.499127Z","response":"The sky","done":true,
                         "context":[1,2,3],"total_duration":5043500667,"prompt_eval_count":26,"eval_count":290}""",
                        usage(26L, 290L, null),
                        "llama3.2"),
                new Sample(
                        "Ollama, streamed",
                        LINES,
                        """
                        {"model":"llama3.2","message":{"role":"assistant","content":"The"},"done":false}
                        {"model":"llama3.2","message":{"role":"assistant","content":" sky"},"done":false}
                        {"model":"llama3.2","message":{"role":"assistant","content":""},"done":true,"prompt_eval_count":26,"eval_count":298}
                        """,
                        usage(26L, 298L, null),
                        "llama3.2"),
                new Sample(
                        "Cohere",
                        JSON,
                        """
                        {"id":"c14c80c3","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"text","text":"Hi"}]},
                         "usage":{"billed_units":{"input_tokens":5,"output_tokens":418},"tokens":{"input_tokens":71,"output_tokens":420}}}""",
                        usage(71L, 420L, null),
                        null),
                new Sample(
                        "Cohere, streamed",
                        EVENT_STREAM,
                        """
                        event: message-start
                        data: {"type":"message-start","id":"29f14a5a","delta":{"message":{"role":"assistant","content":[]}}}

                        event: content-delta
                        data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hi"}}}}

                        event: message-end
                        data: {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":3,"output_tokens":9},"tokens":{"input_tokens":69,"output_tokens":10}}}}

                        data: [DONE]

                        """,
                        usage(69L, 10L, null),
                        null),
                new Sample(
                        "Mistral",
                        JSON,
                        """
                        {"id":"cmpl-e5cc70bb","object":"chat.completion","model":"mistral-small-latest",
                         "usage":{"prompt_tokens":16,"completion_tokens":34,"total_tokens":50},"choices":[]}""",
                        usage(16L, 34L, null),
                        "mistral-small-latest"),
                new Sample(
                        "DeepSeek",
                        JSON,
                        """
                        {"object":"chat.completion","model":"deepseek-reasoner","choices":[],"usage":{"prompt_tokens":120,
                         "completion_tokens":50,"total_tokens":170,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":56,
                         "completion_tokens_details":{"reasoning_tokens":40}}}""",
                        usage(120L, 50L, 64L),
                        "deepseek-reasoner"),
                new Sample(
                        "xAI",
                        JSON,
                        """
                        {"object":"chat.completion","model":"grok-4","choices":[],"usage":{"prompt_tokens":37,
                         "completion_tokens":530,"total_tokens":800,"prompt_tokens_details":{"cached_tokens":8},
                         "completion_tokens_details":{"reasoning_tokens":233}}}""",
                        usage(37L, 763L, 8L),
                        "grok-4"));
    }

    /** The events of OpenAI's responses API, of which only the last one tells usage. */
    private static String responseStream(String end, String usage) {
        return """
                event: response.created
                data: {"type":"response.created","response":{"object":"response","status":"in_progress","model":"gpt-4.1-2025-04-14","output":[],"usage":null}}

                event: response.output_text.delta
                data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hi"}

                event: response.%1$s
                data: {"type":"response.%1$s","response":{"object":"response","status":"%1$s","model":"gpt-4.1-2025-04-14","output":[],"usage":%2$s}}

                """
                .formatted(end, usage);
    }

    private static TokenUsage usage(Long prompt, Long completion, Long cached) {
        return new TokenUsage(prompt, completion, cached);
    }
}
