package io.gauger.pay;

import io.gauger.price.DefaultCurrency;
import io.gauger.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The credit packages that the deployment offers. Immutable. */
public final class CreditPackages {
    private final List<CreditPackage> packages;

    private CreditPackages(List<CreditPackage> packages) {
        this.packages = List.copyOf(packages);
    }

    /**
     * Those of the settings {@code gauger.credit-package.<id>}; where there are none, in development mode, three to try.
     *
     * @throws io.gauger.settings.SettingException if one cannot be used
     */
    static CreditPackages of(Settings settings, boolean development) {
        List<CreditPackage> packages = new ArrayList<>();
        Map<String, String> configured = settings.startingWith(CreditPackageNotation.PREFIX);
        configured.forEach((id, notation) -> packages.add(CreditPackageNotation.parse(id, notation)));
        if (configured.isEmpty() && development) {
            String currency = DefaultCurrency.of(settings);
            packages.add(CreditPackageNotation.parse("large", "100 " + currency + " credits=110 name=Large"));
            packages.add(CreditPackageNotation.parse("medium", "50 " + currency + " name=Medium"));
            packages.add(CreditPackageNotation.parse("small", "10 " + currency + " valid_days=365 name=Small"));
        }
        return new CreditPackages(packages);
    }

    /** All of them, in the order of their ids. */
    public List<CreditPackage> all() {
        return packages;
    }

    /** The one of this id. */
    public Optional<CreditPackage> find(String id) {
        return packages.stream().filter(each -> each.id().equals(id)).findFirst();
    }
}
