package io.gauger.pay;

import io.gauger.price.DefaultCurrency;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is sold, and who takes the money for it. Immutable; deliberately without {@code toString}, as it knows secrets. */
public final class PaymentSettings {
    /** What purchases name as their provider where nobody takes money. */
    public static final String DEVELOPMENT = "development";

    private static final String SECRET_KEY = "gauger.stripe-secret-key";
    private static final String WEBHOOK_SECRET = "gauger.stripe-webhook-secret";
    private static final String API_BASE = "gauger.stripe-api-base";
    private static final String STRIPE = "https://api.stripe.com";
    private static final String LIBRARY = "com.stripe.StripeClient";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final CreditPackages packages;
    private final @Nullable PaymentProvider provider;
    private final boolean development;
    private final String currency;
    private final @Nullable String successUrl;
    private final @Nullable String cancelUrl;

    private PaymentSettings(Settings settings, ClassLoader libraries) {
        development = settings.flag("gauger.development", false);
        packages = CreditPackages.of(settings, development);
        currency = DefaultCurrency.of(settings);
        successUrl = returnUrl(settings, "gauger.checkout-success-url");
        cancelUrl = returnUrl(settings, "gauger.checkout-cancel-url");
        provider = stripe(settings, libraries);
    }

    /**
     * Reads what concerns payments; calls nobody.
     *
     * @throws SettingException if a setting cannot be used, or needs a library that is not there
     */
    public static PaymentSettings of(Settings settings) {
        return new PaymentSettings(settings, PaymentSettings.class.getClassLoader());
    }

    /** The same with another place where libraries are looked for. */
    static PaymentSettings of(Settings settings, ClassLoader libraries) {
        return new PaymentSettings(settings, libraries);
    }

    /** What is sold. */
    public CreditPackages packages() {
        return packages;
    }

    /** Who takes the money; null if nobody does. */
    @Nullable
    PaymentProvider provider() {
        return provider;
    }

    /** Whether credits are there at once, without money. A configured provider is used in development mode too. */
    boolean isInstant() {
        return development && provider == null;
    }

    /** Of accounts that are not stored. */
    String currency() {
        return currency;
    }

    @Nullable
    String successUrl() {
        return successUrl;
    }

    @Nullable
    String cancelUrl() {
        return cancelUrl;
    }

    /** The class that knows the library is named here only, behind the check, so that nothing loads it without. */
    private static @Nullable PaymentProvider stripe(Settings settings, ClassLoader libraries) {
        String secret = settings.text(SECRET_KEY);
        String webhook = settings.text(WEBHOOK_SECRET);
        String base = settings.text(API_BASE, STRIPE);
        if (secret == null && webhook == null) {
            return null;
        }
        if (secret == null || webhook == null) {
            throw new SettingException(
                    (secret == null ? SECRET_KEY : WEBHOOK_SECRET) + " is missing: payments by Stripe"
                            + " need it beside " + (secret == null ? WEBHOOK_SECRET : SECRET_KEY));
        }
        if (secret.startsWith("pk_")) {
            throw new SettingException(
                    SECRET_KEY + " is a publishable key (pk_…); the secret one begins with sk_ or rk_");
        }
        try {
            Class.forName(LIBRARY, false, libraries);
        } catch (ClassNotFoundException e) {
            throw new SettingException(
                    SECRET_KEY + " is set, but Stripe's library is not there: put com.stripe:stripe-java and"
                            + " com.google.code.gson:gson into WEB-INF/lib (docs/payments.md), or remove the setting",
                    e);
        }
        return new StripePayments(secret, webhook, checkedBase(base));
    }

    private static String checkedBase(String base) {
        URI uri = webAddress(base);
        if (uri == null) {
            throw new SettingException(API_BASE + " must be a web address such as " + STRIPE + ", was '" + base + "'");
        }
        if (!uri.getScheme().equalsIgnoreCase("https")
                && !THIS_MACHINE.contains(uri.getHost().toLowerCase(Locale.ROOT))) {
            throw new SettingException(API_BASE + " must begin with https, as the secret key is sent there; http is for"
                    + " this machine only; was '" + base + "'");
        }
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    private static @Nullable String returnUrl(Settings settings, String name) {
        String url = settings.text(name);
        if (url != null && !isReturnUrl(url)) {
            throw new SettingException(
                    name + " must be a web address such as https://example.com/paid, was '" + url + "'");
        }
        return url;
    }

    /** Whether a browser can be led there after a payment. */
    public static boolean isReturnUrl(String url) {
        // Stripe fills in the placeholder, whose braces no address may have
        return webAddress(url.replace("{CHECKOUT_SESSION_ID}", "id")) != null;
    }

    private static @Nullable URI webAddress(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
            return web ? uri : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
