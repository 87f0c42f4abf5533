package io.dealledger.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An id whose name does not end in {@code _id}. Ids are looked up by, and therefore shorter than other texts. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Identifier {
    /** In characters: two of them, four bytes each, still fit into one row of a database index. */
    int MAX_LENGTH = 255;
}
