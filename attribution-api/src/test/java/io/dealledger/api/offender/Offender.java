package io.dealledger.api.offender;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealledger.api.cli.AttributionApplication;
import org.axonframework.eventhandling.async.SequentialPolicy;
import org.jspecify.annotations.Nullable;

/** What the rules of the architecture are there to catch. */
public class Offender {
    @Nullable
    ObjectMapper mapper;
    final SequentialPolicy policy = new SequentialPolicy();
    final AttributionApplication program = new AttributionApplication();
}
