package io.gauger.admit;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys and accounts that a node knows at one moment. Immutable, so requests read it without any lock. */
public final class KeySnapshot {
    /** Without keys and accounts. */
    public static final KeySnapshot EMPTY = new KeySnapshot(Map.of(), Map.of());

    private final KeyTable keys;
    private final Map<String, KnownAccount> accounts;

    /** With these keys, by the hashes of their secrets, and these accounts, by their ids. */
    public KeySnapshot(Map<Hash, KnownKey> keys, Map<String, KnownAccount> accounts) {
        this.accounts = Map.copyOf(accounts);
        this.keys = new KeyTable(keys, caller -> ShownKey.account(caller, this));
    }

    /** The key whose secret has this SHA-256; null if there is none. */
    public @Nullable KnownKey key(byte[] sha256) {
        ShownKey found = keys.find(sha256);
        return found == null ? null : found.key();
    }

    /** The same and its account; null if there is no such key. */
    @Nullable
    ShownKey find(byte[] sha256) {
        return keys.find(sha256);
    }

    /** The account of this id; null if it is not known, which says nothing against it. */
    public @Nullable KnownAccount account(String id) {
        return accounts.get(id);
    }

    /**
     * In which currency an account's requests are priced.
     *
     * @param id null for whoever has no account
     * @param otherwise of an account that is not known, and without one
     */
    public String currency(@Nullable String id, String otherwise) {
        KnownAccount account = id == null ? null : accounts.get(id);
        return account == null ? otherwise : account.currency();
    }

    /** All accounts that are known. */
    public Collection<KnownAccount> accounts() {
        return accounts.values();
    }
}
