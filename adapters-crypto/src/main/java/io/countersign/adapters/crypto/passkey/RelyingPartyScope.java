package io.countersign.adapters.crypto.passkey;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides, as a browser would, whether a passkey for a relying party may be used at an origin (WebAuthn Level 2
 * §5.1.4.1, steps 6 to 8): the origin is secure, and its host is the RP ID or a subdomain of it.
 *
 * <p>Without the public suffix list, only the top-level domains are known to be no one's own; a browser also refuses
 * {@code co.uk}.
 */
final class RelyingPartyScope {

    private static final int LONGEST_DOMAIN = 253;
    private static final int HIGHEST_PORT = 65_535;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    /** A host whose last label is a number is an IPv4 address (URL Standard §3.5), or nothing. */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");
    private static final Pattern IP_ADDRESS =
            Pattern.compile("\\[.*]|[0-9a-fA-F.]*(?::[0-9a-fA-F.]*){2,}|" + ENDS_IN_A_NUMBER.pattern());
    private static final Pattern ORIGIN =
            Pattern.compile("(https?)://(\\[[^\\]/?#@]*]|[^:/?#@\\[\\]]+)(?::([1-9][0-9]{0,4}))?");

    private RelyingPartyScope() {}

    /** Returns everything that is wrong with that RP ID at that origin. */
    static Seq<Violation> objections(String rpId, String origin) {
        Matcher parts = ORIGIN.matcher(origin);
        Option<String> host = Option.when(parts.matches(), () -> parts.group(2));
        Option<Violation> rpIdFault = domainFault("rpId", rpId);
        Option<Violation> originFault = host.isEmpty()
                ? notWritten("origin")
                : domainFault("origin", host.get()).orElse(() -> originFault(parts));
        return List.of(rpIdFault, originFault,
                        Option.when(rpIdFault.isEmpty() && host.exists(RelyingPartyScope::isDomain)
                                        && !isWithin(rpId, host.get()),
                                () -> new Violation("rpId", "must be the host of the origin, or a domain above it that "
                                        + "is more than a top-level domain")))
                .flatMap(violation -> violation);
    }

    private static Option<Violation> originFault(Matcher parts) {
        boolean isHttps = parts.group(1).equals("https");
        if (!isHttps && !parts.group(2).equals("localhost")) {
            return Option.some(new Violation("origin", "must be https, or http on localhost"));
        }
        Option<Integer> port = Option.of(parts.group(3)).map(Integer::valueOf);
        return port.exists(number -> number > HIGHEST_PORT || number == (isHttps ? 443 : 80))
                ? notWritten("origin")
                : Option.none();
    }

    private static Option<Violation> notWritten(String field) {
        return Option.some(new Violation(field, "must be written as browsers do: https://host or https://host:port, in "
                + "lower case, with no path, not even a slash, and no port that is the usual one"));
    }

    private static Option<Violation> domainFault(String field, String host) {
        if (IP_ADDRESS.matcher(host).matches()) {
            return Option.some(new Violation(field, "must name a domain, not an IP address"));
        }
        return Option.when(!isDomain(host), () -> new Violation(field, "must name a domain in lower case: letters, "
                + "digits, hyphens and dots, other characters as xn--…"));
    }

    private static boolean isDomain(String host) {
        return host.length() <= LONGEST_DOMAIN && DOMAIN.matcher(host).matches()
                && !ENDS_IN_A_NUMBER.matcher(host).matches();
    }

    private static boolean isWithin(String rpId, String host) {
        return host.equals(rpId) || rpId.contains(".") && host.endsWith("." + rpId);
    }
}
