package io.dealledger.json;

import io.dealledger.money.Fraction;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects strictly into records and writes records as JSON objects. The record is the schema: a component is
 * a member in snake_case, one that may be left out is {@code @Nullable}. A JSON value is a tree of Map with String keys,
 * List, String, BigDecimal, Boolean and null.
 */
public final class RecordJson {
    private static final int NEAR = 3;
    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    private RecordJson() {}

    /**
     * The record, or null after adding to {@code problems} every problem found. Members that the record does not know
     * are passed over.
     *
     * @param path how the problems name this object, e.g. {@code data}
     */
    public static <T> @Nullable T read(Class<T> type, Map<?, ?> members, String path, List<Problem> problems) {
        return read(type, members, Path.of(path), problems);
    }

    static <T> @Nullable T read(Class<T> type, Map<?, ?> members, Path path, List<Problem> problems) {
        Shape shape = shapeOf(type);
        var values = new @Nullable Object[shape.components().size()];
        int before = problems.size();
        for (int i = 0; i < values.length; i++) {
            values[i] = readMember(shape.components().get(i), members, path, problems);
        }
        if (problems.size() == before) {
            MoneyScale.check(shape.components(), values, path, problems);
        }
        if (problems.size() > before) {
            return null;
        }
        try {
            return type.cast(shape.constructor().newInstance(values));
        } catch (InvocationTargetException e) {
            problems.add(new Problem(path.toString(), CanonicalJson.write(members),
                    "an object that holds together; this one "
                            + Objects.requireNonNull(e.getCause()).getMessage()));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + type.getName() + " is not readable", e);
        }
    }

    /** Like {@link #read}, but a member that the record does not know is a problem too, at every depth. */
    public static <T> @Nullable T readExactly(Class<T> type, Map<?, ?> members, String path, List<Problem> problems) {
        int before = problems.size();
        addUnknown(type, members, path, problems);
        T value = read(type, members, path, problems);
        return problems.size() > before ? null : value;
    }

    private static void addUnknown(Class<?> type, Map<?, ?> members, String path, List<Problem> problems) {
        List<Component> components = shapeOf(type).components();
        List<String> known = components.stream().map(Component::name).toList();
        members.forEach((name, value) -> {
            if (!known.contains(name)) {
                problems.add(new Problem(path + "." + name, CanonicalJson.write(value),
                        "one of the members " + String.join(", ", known)));
            }
        });
        for (Component component : components) {
            String inner = path + "." + component.name();
            Object value = members.get(component.name());
            if (component.type() instanceof Class<?> nested && isObject(nested) && value instanceof Map<?, ?> map) {
                addUnknown(nested, map, inner, problems);
            } else if (component.type() instanceof ParameterizedType list && value instanceof List<?> elements
                    && list.getActualTypeArguments()[0] instanceof Class<?> nested && isObject(nested)) {
                for (int i = 0; i < elements.size(); i++) {
                    if (elements.get(i) instanceof Map<?, ?> map) {
                        addUnknown(nested, map, inner + "[" + i + "]", problems);
                    }
                }
            }
        }
    }

    private static boolean isObject(Class<?> type) {
        return type.isRecord() && type != Fraction.class;
    }

    /** The record of an object that we wrote ourselves. @throws IllegalArgumentException if it is not one */
    public static <T> T readStored(Class<T> type, Map<?, ?> members) {
        var problems = new ArrayList<Problem>();
        T value = read(type, members, type.getSimpleName(), problems);
        if (value == null) {
            throw new IllegalArgumentException("stored JSON is not a " + type.getSimpleName() + ": "
                    + String.join("; ", problems.stream().map(Problem::sentence).toList()));
        }
        return value;
    }

    /** The members of a record; absent ones are left out. The inverse of {@link #read}. */
    public static Map<String, @Nullable Object> write(Record value) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (Component component : shapeOf(value.getClass()).components()) {
            Object member = component.get(value);
            if (member != null) {
                members.put(component.name(), MemberTypes.write(component.type(), component.measure(), member));
            }
        }
        return members;
    }

    /** The names of the members that a record has. */
    public static Set<String> members(Class<? extends Record> type) {
        return shapeOf(type).names();
    }

    /** How an enum constant is spelt in JSON: {@code NEW_LOGO} is {@code new_logo}. */
    public static String word(Enum<?> constant) {
        return Words.of(constant.getDeclaringClass()).byConstant().get(constant.ordinal());
    }

    private static @Nullable Object readMember(Component component, Map<?, ?> members, Path path,
            List<Problem> problems) {
        Object raw = members.get(component.name());
        if (raw == null && component.optional()) {
            return null;
        }
        Path memberPath = path.member(component.name());
        if (raw == null) {
            problems.add(new Problem(memberPath.toString(), members.containsKey(component.name()) ? "null" : "absent",
                    MemberTypes.accepted(component.type(), component.measure()) + misspelt(component, members)));
            return null;
        }
        if (component.identifier() && raw instanceof String id && id.length() > Identifier.MAX_LENGTH) {
            problems.add(
                    new Problem(memberPath.toString(), CanonicalJson.write(id), "an id of 1 to " + Identifier.MAX_LENGTH
                            + " characters"));
            return null;
        }
        return MemberTypes.read(component.type(), component.measure(), raw, memberPath, problems);
    }

    /** A hint at a member that is there and nearly called so. */
    private static String misspelt(Component component, Map<?, ?> members) {
        List<String> names = members.keySet().stream().map(String::valueOf)
                .filter(name -> name.length() > NEAR && !name.equals(component.name())).toList();
        return NearWords.of(component.name(), names, NEAR).stream().findFirst().map(name -> "; is " + name + " meant?")
                .orElse("");
    }

    private static Shape shapeOf(Class<?> type) {
        return SHAPES.computeIfAbsent(type, RecordJson::describe);
    }

    private static Shape describe(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        var types = new Class<?>[components.length];
        var described = new ArrayList<Component>();
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            described.add(Component.of(components[i]));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true); // a record may be its package's own affair
            return new Shape(constructor, List.copyOf(described),
                    described.stream().map(Component::name).collect(Collectors.toUnmodifiableSet()));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("record " + type.getName() + " has no canonical constructor", e);
        }
    }

    private record Shape(Constructor<?> constructor, List<Component> components, Set<String> names) {}
}
