package io.gauger.admit;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which providers and models a key may be used for. Names are compared as they are written; in a model's a {@code *} stands
 * for any characters. What is not known is not refused: an answer that tells it later is flagged.
 */
public final class ProvidersAndModels {
    private ProvidersAndModels() {}

    /**
     * Why a request may not run, as far as is known beforehand; null if it may.
     *
     * @param key by which it is made; null without one, which nothing speaks against
     * @param provider who serves the route; null if that is not known
     * @param model tells the model that the request asks for, null if it does not; it is asked only if that matters, since
     *     it may have to read the request
     */
    public static @Nullable RefusalReason refusal(
            @Nullable KnownKey key, @Nullable String provider, Supplier<? extends @Nullable String> model) {
        if (!allowsProvider(key, provider)) {
            return RefusalReason.PROVIDER_NOT_ALLOWED;
        }
        return key == null || key.allowedModels().isEmpty() || allowsModel(key, model.get())
                ? null
                : RefusalReason.MODEL_NOT_ALLOWED;
    }

    /** Whether the key, if there is one, may be used for this provider, if it is known. */
    public static boolean allowsProvider(@Nullable KnownKey key, @Nullable String provider) {
        return key == null
                || provider == null
                || key.allowedProviders().isEmpty()
                || key.allowedProviders().contains(provider);
    }

    /** Whether the key, if there is one, may be used for this model, if it is known. */
    public static boolean allowsModel(@Nullable KnownKey key, @Nullable String model) {
        return key == null || model == null || key.allowedModels().isEmpty() || matches(key.allowedModels(), model);
    }

    private static boolean matches(Set<String> patterns, String model) {
        if (patterns.contains(model)) {
            return true;
        }
        for (String pattern : patterns) {
            if (Globs.matches(pattern, model)) {
                return true;
            }
        }
        return false;
    }
}
