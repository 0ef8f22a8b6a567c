package io.gauger.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDBC URL as it may be logged. */
final class Url {
    private static final Pattern KIND = Pattern.compile("(jdbc:[a-z0-9]+:).*", Pattern.DOTALL);

    private static final String HOST = "(?:[\\w.-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?";
    private static final String HOSTS = "//" + HOST + "(?:," + HOST + ")*";

    /** {@code //hosts/database}, {@code database} or {@code /}, of which the latter two mean this machine. */
    private static final Pattern POSTGRESQL =
            Pattern.compile("(jdbc:postgresql:(?:" + HOSTS + "(?:/[\\w.%-]*)?|/?[\\w.%-]*))(?:\\?.*)?", Pattern.DOTALL);

    private static final Pattern MARIADB =
            Pattern.compile("(jdbc:mariadb:" + HOSTS + "(?:/[\\w.%-]*)?)(?:\\?.*)?", Pattern.DOTALL);

    private static final Pattern H2_REMOTE =
            Pattern.compile("(jdbc:h2:(?:tcp|ssl):(?:" + HOSTS + "/)?[^/;?@:][^;?@:]*)(?:[;?].*)?", Pattern.DOTALL);

    /** A path may have any character, but credentials stand only in options. */
    private static final Pattern H2_LOCAL = Pattern.compile("(jdbc:h2:(?!tcp:|ssl:)[^;?]*)(?:[;?].*)?", Pattern.DOTALL);

    private Url() {}

    /**
     * Host, port and database of a kind that we know, and else the kind alone: other drivers take credentials anywhere,
     * and whoever errs may write them anywhere.
     */
    static String shown(String url) {
        Matcher kind = KIND.matcher(url);
        if (!kind.matches()) {
            return "...";
        }
        boolean local = H2_LOCAL.matcher(url).matches();
        if (local || !url.contains("@")) {
            for (Pattern known : new Pattern[] {POSTGRESQL, MARIADB, H2_REMOTE, H2_LOCAL}) {
                Matcher matcher = known.matcher(url);
                if (matcher.matches()) {
                    return matcher.group(1);
                }
            }
        }
        return kind.group(1) + "...";
    }
}
