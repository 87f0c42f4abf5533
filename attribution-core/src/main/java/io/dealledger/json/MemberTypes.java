package io.dealledger.json;

import io.dealledger.money.Fraction;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How each type of member is spelt in JSON: what is accepted, how it is read, how it is written. */
final class MemberTypes {
    static final int MAX_TEXT = 4_000;
    private static final Pattern MONEY = Pattern.compile("\\d{1,18}(\\.\\d{1,6})?");
    private static final Pattern MEASURE = Pattern.compile("-?\\d{1,18}(\\.\\d{1,12})?");

    private MemberTypes() {}

    /** In words, what a member of this type may be. */
    static String accepted(Type type, boolean measure) {
        if (type == String.class) {
            return "a text of 1 to " + MAX_TEXT + " characters";
        }
        if (type == BigDecimal.class) {
            return measure
                    ? "a number, or a decimal string such as \"4.5\""
                    : "money as a decimal string that is not negative, such as \"48000.00\"";
        }
        if (type == Fraction.class) {
            return "a decimal string such as \"0.70\", or \"n/d\"";
        }
        if (isWhole(type)) {
            return "a whole number that is not negative";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Instant.class) {
            return Rfc3339.ACCEPTED;
        }
        if (type == LocalDate.class) {
            return "a date such as \"2026-03-02\"";
        }
        if (type == Currency.class) {
            return "an ISO 4217 currency code such as \"USD\"";
        }
        if (type instanceof Class<?> enumType && enumType.isEnum()) {
            return "one of " + Arrays.stream(enumType.getEnumConstants()).map(c -> RecordJson.word((Enum<?>) c))
                    .collect(Collectors.joining(", "));
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return generic.getActualTypeArguments()[0] == String.class
                    ? "a list of texts, or one text"
                    : "a list of objects";
        }
        return "an object";
    }

    /** The value, or null after adding the problem. */
    static @Nullable Object read(Type type, boolean measure, Object raw, Path path, List<Problem> problems) {
        Object value = null;
        if (type == String.class) {
            value = raw instanceof String text ? readText(type, text) : null;
        } else if (type == BigDecimal.class) {
            value = measure ? readMeasure(raw) : readMoney(raw);
        } else if (isWhole(type)) {
            value = readWhole(type, raw);
        } else if (type == Boolean.class || type == boolean.class) {
            value = raw instanceof Boolean ? raw : null;
        } else if (type instanceof ParameterizedType generic) {
            return readGeneric(generic, raw, path, problems);
        } else if (type instanceof Class<?> record && record.isRecord() && type != Fraction.class) {
            if (raw instanceof Map<?, ?> members) {
                return RecordJson.read(record, members, path, problems);
            }
        } else if (raw instanceof String text) {
            value = readText(type, text);
        }
        if (value == null) {
            problems.add(new Problem(path.toString(), CanonicalJson.write(raw), accepted(type, measure)));
        }
        return value;
    }

    /** How a value of a declared type stands in JSON. Untyped parts of a tree stay as they are. */
    static Object write(Type type, boolean measure, Object value) {
        if (type instanceof ParameterizedType generic) {
            Type element = elementOf(generic);
            if (element == Object.class || element instanceof ParameterizedType) {
                return value;
            }
            if (value instanceof List<?> list) {
                return list.stream().map(each -> write(element, false, each)).toList();
            }
            var members = new LinkedHashMap<String, @Nullable Object>();
            ((Map<?, ?>) value).forEach((key, each) -> members.put((String) key, write(element, false, each)));
            return members;
        }
        return switch (value) {
            case BigDecimal number -> measure ? number : number.toPlainString();
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case Boolean bool -> bool;
            case Enum<?> constant -> RecordJson.word(constant);
            case Currency currency -> currency.getCurrencyCode();
            case Fraction fraction -> fraction.toString();
            case Record record -> RecordJson.write(record);
            default -> value.toString();
        };
    }

    private static Type elementOf(ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        return arguments[arguments.length - 1];
    }

    private static @Nullable Object readText(Type type, String text) {
        try {
            if (type == String.class) {
                return text.isBlank() || text.length() > MAX_TEXT || hasControlCharacter(text) ? null : text;
            }
            if (type == Fraction.class) {
                return Fraction.parse(text);
            }
            if (type == Instant.class) {
                return Rfc3339.parse(text);
            }
            if (type == LocalDate.class) {
                return LocalDate.parse(text);
            }
            if (type == Currency.class) {
                return Currency.getInstance(text);
            }
            return Words.of((Class<?>) type).constants().get(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            return null; // the caller names the value and what would be accepted
        }
    }

    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 && c != '\n' && c != '\t' && c != '\r') {
                return true;
            }
        }
        return false;
    }

    private static @Nullable BigDecimal readMoney(Object raw) {
        return raw instanceof String text && MONEY.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static @Nullable BigDecimal readMeasure(Object raw) {
        return switch (raw) {
            case BigDecimal number -> number;
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case String text when MEASURE.matcher(text).matches() -> new BigDecimal(text);
            default -> null;
        };
    }

    private static boolean isWhole(Type type) {
        return type == Integer.class || type == int.class || type == Long.class || type == long.class;
    }

    private static @Nullable Object readWhole(Type type, Object raw) {
        try {
            long number = switch (raw) {
                case BigDecimal decimal -> decimal.longValueExact();
                case Integer whole -> whole;
                case Long whole -> whole;
                default -> -1;
            };
            if (number < 0) {
                return null;
            }
            if (type == Long.class || type == long.class) {
                return number;
            }
            return Math.toIntExact(number);
        } catch (ArithmeticException e) {
            return null; // fractional or too large: the caller says what would be accepted
        }
    }

    private static @Nullable Object readGeneric(ParameterizedType type, Object raw, Path path,
            List<Problem> problems) {
        Type element = elementOf(type);
        int before = problems.size();
        if (type.getRawType() == List.class) {
            List<?> raws = raw instanceof List<?> list
                    ? list
                    : raw instanceof String && element == String.class ? List.of(raw) : null;
            if (raws == null) {
                problems.add(new Problem(path.toString(), CanonicalJson.write(raw), accepted(type, false)));
                return null;
            }
            var values = new ArrayList<Object>();
            for (int i = 0; i < raws.size(); i++) {
                addElement(values, element, raws.get(i), path.element(i), problems);
            }
            return problems.size() > before ? null : List.copyOf(values);
        }
        if (!(raw instanceof Map<?, ?> members)) {
            problems.add(new Problem(path.toString(), CanonicalJson.write(raw), accepted(type, false)));
            return null;
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((key, value) -> values.put((String) key,
                element instanceof Class<?> known && known != Object.class && value != null
                        ? read(element, false, value, path.member((String) key), problems)
                        : value));
        return problems.size() > before ? null : values;
    }

    private static void addElement(List<Object> values, Type element, @Nullable Object raw, Path path,
            List<Problem> problems) {
        if (raw == null) {
            problems.add(new Problem(path.toString(), "null", accepted(element, false)));
            return;
        }
        Object value = read(element, false, raw, path, problems);
        if (value != null) {
            values.add(value);
        }
    }
}
