package io.gauger.admit;

import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys from the settings: {@code gauger.key.<id>} is {@code account=<account id> sha256=<hex> [prefix=<first characters>]
 * [name=<to the end>]}. The secret itself is never in a setting. In development mode two well-known keys are there too.
 */
final class ConfiguredKeys {
    private static final System.Logger LOG = System.getLogger(ConfiguredKeys.class.getName());
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("\\sname=");

    private final KeyTable keys;

    ConfiguredKeys(Settings settings) {
        this(settings, true);
    }

    private ConfiguredKeys(Settings settings, boolean warns) {
        Map<Hash, KnownKey> known = new HashMap<>();
        settings.startingWith("gauger.key.").forEach((id, notation) -> add(known, id, notation));
        if (settings.flag("gauger.development", false)) {
            if (warns) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "gauger.development is on: the well-known keys gk_demo and gk_demo2 are accepted."
                                + " Never switch it on where others can reach this server.");
            }
            add(known, "gk_demo", new Caller("demo", "demo", "Demo key", "gk_demo", null));
            add(known, "gk_demo2", new Caller("demo2", "demo2", "Second demo key", "gk_demo2", null));
        }
        // their accounts are those of a snapshot, which come and go
        keys = new KeyTable(known, caller -> null);
    }

    /** The same for another part of the application, without another word in the log. */
    static ConfiguredKeys quietly(Settings settings) {
        return new ConfiguredKeys(settings, false);
    }

    /** The key whose secret has this SHA-256; null if there is none. */
    @Nullable
    KnownKey find(byte[] sha256) {
        ShownKey found = keys.find(sha256);
        return found == null ? null : found.key();
    }

    private static void add(Map<Hash, KnownKey> known, String secret, Caller caller) {
        known.put(Hash.of(secret), KnownKey.unlimited(caller));
    }

    private static void add(Map<Hash, KnownKey> known, String id, String notation) {
        check(id, "an id", id);
        String account = null;
        String sha256 = null;
        String prefix = null;
        String name = id;
        String text = notation;
        Matcher named = NAME.matcher(text);
        if (named.find()) {
            name = text.substring(named.end()).strip();
            text = text.substring(0, named.start());
        }
        for (String word : text.strip().split("\\s+", -1)) {
            String value = word.substring(word.indexOf('=') + 1);
            switch (word.substring(0, Math.max(0, word.indexOf('=')))) {
                case "account" -> account = value;
                case "sha256" -> sha256 = value.toLowerCase(Locale.ROOT);
                case "prefix" -> prefix = value;
                default -> throw invalid(id);
            }
        }
        if (account == null
                || account.isEmpty()
                || sha256 == null
                || !HASH.matcher(sha256).matches()) {
            throw invalid(id);
        }
        check(id, "account", account);
        if (prefix != null && (!prefix.startsWith(Secret.KEY) || prefix.length() > Secret.SHOWN)) {
            throw new SettingException("gauger.key." + id + ": prefix must be the first " + Secret.SHOWN
                    + " characters of the key, which begin with " + Secret.KEY);
        }
        KnownKey key = KnownKey.unlimited(new Caller(account, id, name, prefix, null));
        if (known.put(Hash.ofHex(sha256), key) != null) {
            throw new SettingException("gauger.key." + id + ": another key has the same secret");
        }
    }

    private static void check(String id, String what, String value) {
        String complaint = CallerRules.complaint(what, value);
        if (complaint != null) {
            throw new SettingException("gauger.key." + id + ": " + complaint);
        }
    }

    /** The value is not repeated: somebody may have written a secret there. */
    private static SettingException invalid(String id) {
        return new SettingException(
                "gauger.key." + id + " must read 'account=<account id> sha256=<64 hexadecimal digits>"
                        + " [prefix=<first 8 characters of the key>] [name=<any text>]'");
    }
}
