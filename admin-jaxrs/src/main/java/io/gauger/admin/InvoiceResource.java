package io.gauger.admin;

import io.gauger.bill.Invoice;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /v1/accounts/{id}/invoice}: what an account owes for a month. */
final class InvoiceResource {
    private static final String PERIOD = "period";
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

    private final Scope scope;
    private final Call call;

    InvoiceResource(Scope scope, Call call) {
        this.scope = scope;
        this.call = call;
    }

    Response read(String account) {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(PERIOD));
        String asked = parameters.value(PERIOD);
        YearMonth month = asked == null ? null : month(asked);
        if (asked != null && month == null) {
            parameters.rejectValue(PERIOD, "a month of the account's time zone such as 2026-01");
        }
        parameters.check();
        Optional<Invoice> invoice =
                scope.sees(account) ? scope.gauger().invoices().of(account, month) : Optional.empty();
        return invoice.map(found -> Answer.ok(InvoiceJson.of(found)).build())
                .orElseThrow(() -> new ProblemException(Problem.accountNotFound()));
    }

    private static @Nullable YearMonth month(String text) {
        try {
            YearMonth month = MONTH.matcher(text).matches() ? YearMonth.parse(text) : null;
            return month == null || month.getYear() < 1970 ? null : month;
        } catch (DateTimeException e) {
            return null; // such as a 13th month
        }
    }
}
