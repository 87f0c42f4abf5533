package io.dealledger.json;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One member of a record as JSON sees it. */
record Component(String name, Type type, boolean optional, boolean measure, boolean identifier, Method accessor) {
    static Component of(RecordComponent component) {
        component.getAccessor().setAccessible(true); // a record may be its package's own affair
        Member member = component.getAnnotation(Member.class);
        String name = member != null ? member.value() : snakeCase(component.getName());
        return new Component(name, component.getGenericType(),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                component.isAnnotationPresent(Measure.class),
                name.equals("id") || name.endsWith("_id") || component.isAnnotationPresent(Identifier.class),
                component.getAccessor());
    }

    @Nullable
    Object get(Object record) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + accessor, e);
        }
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
