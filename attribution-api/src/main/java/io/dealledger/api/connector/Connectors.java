package io.dealledger.api.connector;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dealledger.api.connector.mapping.SalesforceId;
import io.dealledger.api.connector.transport.Feed;
import io.dealledger.api.connector.transport.RefreshTokens;
import io.dealledger.api.connector.transport.VendorApi;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Every connector by its name: one of each vendor we know, and those that the settings add. */
final class Connectors {
    /**
     * @param secret last segment of the address; null where it has none
     * @param api    null where the vendor is not asked
     * @param feeds  read by the API
     * @param subscriptions on which it sends by itself
     * @param lookup what is asked before messages are read; null where nothing is
     */
    record Door(Connector connector, @Nullable String secret, @Nullable SignatureCheck verifier,
            @Nullable VendorApi api, List<Feed> feeds, List<Subscription> subscriptions, @Nullable Lookup lookup) {
        /** @throws ProblemException if the message does not come from the vendor, as far as the settings can tell */
        void check(byte[] body, Function<String, @Nullable String> headers, Instant now) {
            String refusal = verifier == null ? null : verifier.refusal(body, headers, now);
            if (refusal != null) {
                throw Refusals.badSignature(connector.name(), refusal);
            }
        }
    }

    /** What a connector may be called. */
    static final String NAME = "[a-z][a-z0-9-]{0,40}";
    private static final int REMEMBERED = 100;

    private final Map<String, Door> doors = new TreeMap<>();
    private final Map<String, ConnectorSettings> settings;
    private final AccountKeys accounts;
    private final MappingBook book;
    /** By version: a person may put another one in force at any time, on any node. */
    private final Cache<Put, Door> put = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private record Put(String connector, String version) {}

    Connectors(List<Vendor> vendors, ConnectorProperties properties, MappingBook book, RefreshTokens tokens,
            Instant now) {
        this.book = book;
        Map<String, Vendor> byName = vendors.stream().collect(Collectors.toMap(Vendor::name, Function.identity()));
        settings = new TreeMap<>(properties.connectors());
        byName.keySet().forEach(vendor -> settings.putIfAbsent(vendor, unset()));
        accounts = accounts(properties.accounts());
        settings.forEach((name, given) -> doors.put(name, door(name, given, byName, accounts, tokens)));
        doors.values().stream().map(door -> door.connector().mapping()).filter(Objects::nonNull)
                .forEach(mapping -> book.keep(mapping, now));
    }

    /** Sorted. */
    SortedSet<String> names() {
        var names = new TreeSet<>(doors.keySet());
        names.addAll(book.connectors());
        return names;
    }

    /** @throws ProblemException if the program itself reads this connector's records */
    void mayBeMapped(String name) {
        Door door = doors.get(name);
        if (door != null && door.connector().mapping() == null) {
            throw new ProblemException(ProblemType.BAD_PARAMETER,
                    "connector '" + name + "' is read by the program itself, not by a mapping", "connector", name,
                    "another name, or a connector that a mapping reads");
        }
    }

    Collection<Door> all() {
        return doors.values();
    }

    /** Those whose vendors are asked for more than they send. */
    List<Door> polled() {
        return doors.values().stream().filter(door -> !door.feeds().isEmpty()).toList();
    }

    /** What is asked after a connector's messages were counted in; null where nothing is, or all of it before. */
    @Nullable
    Lookup lookup(String name) {
        Door door = doors.get(name);
        return door == null || door.connector().answersFirst() ? null : door.lookup();
    }

    /** Names of those that answer their senders before they read. */
    Set<String> answeringFirst() {
        return doors.entrySet().stream().filter(door -> door.getValue().connector().answersFirst())
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** @throws ProblemException if there is none of this name */
    Door door(String name) {
        Door door = doors.get(name);
        MappingText mapping = book.inForce(name).map(MappingBook.InForce::mapping).orElse(null);
        if (mapping != null) {
            return put.get(new Put(name, mapping.version()), _ -> mapped(name, door, mapping));
        }
        if (door == null) {
            throw Refusals.unknownConnector(name, names());
        }
        return door;
    }

    /**
     * The connector as it would be with another mapping.
     *
     * @throws ProblemException if no mapping of this version is known, or the program itself reads its records
     */
    Door supposed(String name, String version) {
        mayBeMapped(name);
        MappingText mapping = book.find(version)
                .orElseThrow(() -> ProblemException.notFound("mapping version", version));
        return mapped(name, doors.get(name), mapping);
    }

    private Door mapped(String name, @Nullable Door door, MappingText mapping) {
        Connector connector = new MappedConnectors().connector(name, settings.getOrDefault(name, unset()), accounts,
                "version " + mapping.version(), mapping.json().getBytes(StandardCharsets.UTF_8));
        return door == null
                ? new Door(connector, null, null, null, List.of(), List.of(), null)
                : new Door(seenBy(door.lookup(), connector), door.secret(), door.verifier(), door.api(), door.feeds(),
                        door.subscriptions(),
                        door.lookup());
    }

    private static Door door(String name, ConnectorSettings settings, Map<String, Vendor> vendors,
            AccountKeys accounts, RefreshTokens tokens) {
        Vendor vendor = vendors.get(settings.vendor() == null ? name : settings.vendor());
        if (vendor == null && settings.vendor() != null && !settings.vendor().equals("mapping")) {
            throw new IllegalArgumentException("ledger.connectors." + name + ".vendor is '" + settings.vendor()
                    + "'; accepted: mapping, " + String.join(", ", vendors.keySet()));
        }
        Connector connector = vendor == null
                ? new MappedConnectors().connector(name, settings, accounts, null)
                : vendor.connector(name, settings, accounts);
        SignatureCheck own = vendor == null ? null : vendor.signatures(name, settings);
        VendorApi api = settings.api() == null ? null : new VendorApi(name, settings.api(), tokens);
        Lookup lookup = vendor == null || api == null ? null : vendor.lookup(name, settings, accounts);
        return new Door(seenBy(lookup, connector), settings.secret(),
                own == null ? verifier(name, settings.signature()) : own, api,
                vendor == null || api == null ? List.of() : vendor.feeds(settings),
                vendor == null || api == null ? List.of() : vendor.subscriptions(settings, api), lookup);
    }

    private static Connector seenBy(@Nullable Lookup lookup, Connector connector) {
        return lookup != null && lookup.aloneIsBelieved() ? new ReadBack(connector) : connector;
    }

    private static @Nullable SignatureVerifier verifier(String name,
            ConnectorSettings.@Nullable Signature signature) {
        if (signature == null) {
            return null;
        }
        if (signature.header() == null) {
            throw new IllegalArgumentException("ledger.connectors." + name + ".signature.header is absent; it names the"
                    + " header that holds the signature");
        }
        return new SignatureVerifier(signature.header(), signature.algorithm(), signature.secret(),
                signature.signedContent(), signature.encoding(), signature.prefix(), signature.timestamp(),
                signature.tolerance());
    }

    private static AccountKeys accounts(ConnectorProperties.Accounts settings) {
        var domains = new HashMap<String, String>();
        settings.domains().forEach((id, domain) -> domains.put(SalesforceId.to18(id), domain));
        return new AccountKeys(domains, settings.sharedDomains());
    }

    /** A connector without a single setting has the default of each. */
    private static ConnectorSettings unset() {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("unset", ConnectorSettings.class);
    }
}
