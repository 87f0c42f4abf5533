package io.dealledger.projections.secondoffender;

import com.tngtech.archunit.lang.ArchRule;
import org.axonframework.eventhandling.async.SequentialPolicy;
import org.jspecify.annotations.Nullable;

/** What the rules about libraries are there to catch. */
public class UsesTheWrongPolicy {
    final SequentialPolicy policy = new SequentialPolicy();
    @Nullable
    ArchRule foreignLibrary;
}
