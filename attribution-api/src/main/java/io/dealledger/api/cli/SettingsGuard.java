package io.dealledger.api.cli;

import io.dealledger.json.NearWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A setting of ours that nobody reads is a mistake: {@code ledger.dta} would start on the default folder and look like
 * an empty ledger. What exists is read from the metadata that the compiler writes of our settings records.
 */
final class SettingsGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("ledger");
    /** Kubernetes puts LEDGER_PORT and the like into every container beside a service called ledger. */
    private static final Pattern KUBERNETES_SERVICE = Pattern.compile("ledger\\.(service|port)(\\..*)?");
    private static final int NEAR = 3;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, Boolean> known = knownSettings();
        for (var source : ConfigurationPropertySources.get(context.getEnvironment())) {
            if (source instanceof IterableConfigurationPropertySource names) {
                names.stream().filter(OURS::isAncestorOf).filter(name -> !isKnown(name, known)).findFirst()
                        .ifPresent(name -> {
                            throw refused(name.toString(), known);
                        });
            }
        }
    }

    /** Every setting of ours, with whether it takes further names below it. */
    static Map<String, Boolean> knownSettings() {
        var known = new TreeMap<String, Boolean>();
        try {
            var loader = SettingsGuard.class.getClassLoader();
            for (URL url : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream json = url.openStream()) {
                    for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
                        String name = property.path("name").asString();
                        if (name.startsWith("ledger.")) {
                            known.put(name, property.path("type").asString().startsWith("java.util."));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read which settings exist", e);
        }
        return known;
    }

    private static boolean isKnown(ConfigurationPropertyName name, Map<String, Boolean> known) {
        String asked = name.toString();
        return KUBERNETES_SERVICE.matcher(asked).matches() || known.entrySet().stream().anyMatch(setting -> {
            String flat = flat(setting.getKey());
            return flat(asked).equals(flat) || (setting.getValue() && flat(asked).startsWith(flat));
        });
    }

    /** Environment variables have one separator for all: LEDGER_DATA_X may be data-x or data.x. */
    private static String flat(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[.\\-_]", "");
    }

    private static StartRefusedException refused(String name, Map<String, Boolean> known) {
        List<String> near = NearWords.of(name, known.keySet(), NEAR);
        String hint = near.isEmpty()
                ? "The settings are: " + String.join(", ", known.keySet())
                : near.stream().collect(Collectors.joining(" or ", "Did you mean ", "?"));
        return new StartRefusedException("There is no setting " + name + ".", hint);
    }
}
