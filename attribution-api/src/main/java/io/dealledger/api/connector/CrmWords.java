package io.dealledger.api.connector;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the words and fields of one company's CRM mean: what is usual with the vendor, and over it what the settings say. A
 * word of the settings that is not known is refused with an {@link IllegalArgumentException} that names setting and value.
 */
public final class CrmWords {
    private final String prefix;
    private final ConnectorSettings.Crm crm;

    public CrmWords(String connector, ConnectorSettings.Crm crm) {
        this.prefix = "ledger.connectors." + connector + ".crm.";
        this.crm = crm;
    }

    /** By the CRM's name for the stage. */
    public <S extends Enum<S>> Map<String, S> stages(Class<S> type, Map<String, S> usual) {
        return over(usual, type, "stages.", crm.stages(), UnaryOperator.identity());
    }

    /** By the CRM's word in lower case. */
    public Map<String, RegistrationStatus> statuses() {
        var usual = new HashMap<String, RegistrationStatus>();
        for (RegistrationStatus status : RegistrationStatus.values()) {
            usual.put(lower(status.name()), status);
        }
        return over(usual, RegistrationStatus.class, "statuses.", crm.statuses(), CrmWords::lower);
    }

    /** The ledger's deal type by the CRM's word in lower case. */
    public Map<String, String> dealTypes(Map<String, String> usual) {
        var types = new HashMap<>(usual);
        crm.dealTypes().forEach((type, word) -> types.put(lower(type), word));
        return types;
    }

    /** @param usual the field's name by what it is for: all that a field can be for */
    public Map<String, String> fields(Map<String, String> usual) {
        var fields = new HashMap<>(usual);
        crm.fields().forEach((purpose, field) -> {
            if (fields.put(purpose, field) == null) {
                throw new IllegalArgumentException(prefix + "fields." + purpose + " is no use of a field; accepted: "
                        + String.join(", ", usual.keySet().stream().sorted().toList()));
            }
        });
        return fields;
    }

    private <E extends Enum<E>> Map<String, E> over(Map<String, E> usual, Class<E> type, String member,
            Map<String, String> said, UnaryOperator<String> key) {
        var words = new HashMap<>(usual);
        said.forEach((name, word) -> words.put(key.apply(name), word(type, prefix + member + name, word)));
        return words;
    }

    private static <E extends Enum<E>> E word(Class<E> type, String setting, String word) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " is '" + word + "'; accepted: " + String.join(", ",
                    Arrays.stream(type.getEnumConstants()).map(constant -> lower(constant.name())).toList()), e);
        }
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
