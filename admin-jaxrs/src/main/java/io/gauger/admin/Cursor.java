package io.gauger.admin;

import io.gauger.alert.Alerts;
import io.gauger.usage.RecordQuery;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list ended, as an opaque text: one byte for its kind and version, the position, a checksum, in
 * base64url (RFC 4648, section 5). The checksum finds accidents, not forgeries; a forged cursor is only another place in
 * the same list.
 */
final class Cursor {
    private static final byte RECORD_1 = 'r';
    private static final byte ROUTE_1 = 'p';
    private static final byte ACCOUNT_1 = 'a';
    private static final byte KEY_1 = 'k';
    private static final byte AUDIT_1 = 'u';
    private static final byte PLAN_1 = 'l';
    private static final byte TOKEN_1 = 't';
    private static final byte ALERT_1 = 'w';
    private static final byte LEDGER_1 = 'b';
    private static final byte CREDIT_PACKAGE_1 = 'c';
    private static final byte PURCHASE_1 = 'g';
    private static final byte PRICE_1 = 'i';
    private static final byte RERATING_1 = 'n';
    private static final byte RERATED_1 = 'h';
    private static final int CHECKSUM = Integer.BYTES;

    private Cursor() {}

    static String of(RecordQuery.Position position) {
        return seal(RECORD_1, place(position.time(), position.id()));
    }

    static String ofAlert(Alerts.Position position) {
        return seal(ALERT_1, place(position.raisedAt(), position.id()));
    }

    static String ofRoute(String id) {
        return seal(ROUTE_1, id.getBytes(StandardCharsets.UTF_8));
    }

    static String ofAccount(String id) {
        return seal(ACCOUNT_1, id.getBytes(StandardCharsets.UTF_8));
    }

    static String ofKey(String id) {
        return seal(KEY_1, id.getBytes(StandardCharsets.UTF_8));
    }

    static String ofPlan(String id) {
        return seal(PLAN_1, id.getBytes(StandardCharsets.UTF_8));
    }

    static String ofOperatorToken(String id) {
        return seal(TOKEN_1, id.getBytes(StandardCharsets.UTF_8));
    }

    static String ofLedgerEntry(long sequence) {
        return seal(LEDGER_1, Long.toString(sequence).getBytes(StandardCharsets.UTF_8));
    }

    /** The number of the last entry of the page before; null if the text is no cursor of such a list. */
    static @Nullable String ledgerEntry(String cursor) {
        String sequence = id(LEDGER_1, cursor);
        return sequence != null && sequence.matches("[0-9]{1,18}") ? sequence : null;
    }

    static String ofCreditPackage(String id) {
        return seal(CREDIT_PACKAGE_1, id.getBytes(StandardCharsets.UTF_8));
    }

    static String ofPurchase(String id) {
        return seal(PURCHASE_1, id.getBytes(StandardCharsets.UTF_8));
    }

    /** The last package of the page before; null if the text is no cursor of such a list. */
    static @Nullable String creditPackage(String cursor) {
        return id(CREDIT_PACKAGE_1, cursor);
    }

    /** The last purchase of the page before; null if the text is no cursor of such a list. */
    static @Nullable String purchase(String cursor) {
        return id(PURCHASE_1, cursor);
    }

    /** The last plan of the page before; null if the text is no cursor of such a list. */
    static @Nullable String plan(String cursor) {
        return id(PLAN_1, cursor);
    }

    /** The last token of the page before; null if the text is no cursor of such a list. */
    static @Nullable String operatorToken(String cursor) {
        return id(TOKEN_1, cursor);
    }

    static String ofPrice(String id) {
        return seal(PRICE_1, id.getBytes(StandardCharsets.UTF_8));
    }

    static String ofRerating(String id) {
        return seal(RERATING_1, id.getBytes(StandardCharsets.UTF_8));
    }

    static String ofRerated(String recordId) {
        return seal(RERATED_1, recordId.getBytes(StandardCharsets.UTF_8));
    }

    /** The last price of the page before; null if the text is no cursor of such a list. */
    static @Nullable String price(String cursor) {
        return id(PRICE_1, cursor);
    }

    /** The last re-rating of the page before; null if the text is no cursor of such a list. */
    static @Nullable String rerating(String cursor) {
        return id(RERATING_1, cursor);
    }

    /** The last re-rated record of the page before; null if the text is no cursor of such a list. */
    static @Nullable String rerated(String cursor) {
        return id(RERATED_1, cursor);
    }

    static String ofAuditEntry(String id) {
        return seal(AUDIT_1, id.getBytes(StandardCharsets.UTF_8));
    }

    /** The last account of the page before; null if the text is no cursor of such a list. */
    static @Nullable String account(String cursor) {
        return id(ACCOUNT_1, cursor);
    }

    /** The last key of the page before; null if the text is no cursor of such a list. */
    static @Nullable String key(String cursor) {
        return id(KEY_1, cursor);
    }

    /** The last entry of the page before; null if the text is no cursor of such a list. */
    static @Nullable String auditEntry(String cursor) {
        return id(AUDIT_1, cursor);
    }

    /** The last record of the page before; null if the text is no cursor of such a list. */
    static RecordQuery.@Nullable Position position(String cursor) {
        ByteBuffer place = place(RECORD_1, cursor);
        return place == null
                ? null
                : new RecordQuery.Position(
                        Instant.ofEpochMilli(place.getLong()), new UUID(place.getLong(), place.getLong()));
    }

    /** The last alert of the page before; null if the text is no cursor of such a list. */
    static Alerts.@Nullable Position alert(String cursor) {
        ByteBuffer place = place(ALERT_1, cursor);
        return place == null
                ? null
                : new Alerts.Position(
                        Instant.ofEpochMilli(place.getLong()), new UUID(place.getLong(), place.getLong()));
    }

    /** The last route of the page before; null if the text is no cursor of such a list. */
    static @Nullable String route(String cursor) {
        return id(ROUTE_1, cursor);
    }

    private static byte[] place(Instant time, UUID id) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(time.toEpochMilli())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static @Nullable ByteBuffer place(byte kind, String cursor) {
        byte[] content = open(kind, cursor);
        return content == null || content.length != 3 * Long.BYTES ? null : ByteBuffer.wrap(content);
    }

    private static @Nullable String id(byte kind, String cursor) {
        byte[] content = open(kind, cursor);
        return content == null ? null : new String(content, StandardCharsets.UTF_8);
    }

    private static String seal(byte kind, byte[] content) {
        ByteBuffer sealed =
                ByteBuffer.allocate(1 + content.length + CHECKSUM).put(kind).put(content);
        sealed.putInt(checksum(sealed.array(), sealed.position()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.array());
    }

    private static byte @Nullable [] open(byte kind, String cursor) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return null;
        }
        int end = sealed.length - CHECKSUM;
        // The decoder ignores padding and the unused bits of the last character; a cursor of ours has one form.
        boolean ours = end >= 1
                && sealed[0] == kind
                && ByteBuffer.wrap(sealed).getInt(end) == checksum(sealed, end)
                && Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(sealed)
                        .equals(cursor);
        return ours ? Arrays.copyOfRange(sealed, 1, end) : null;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
