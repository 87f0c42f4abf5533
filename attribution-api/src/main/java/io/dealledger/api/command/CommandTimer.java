package io.dealledger.api.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.monitoring.MessageMonitor;
import org.jspecify.annotations.Nullable;

/** Times commands by kind and outcome: there is no axon-micrometer for this version of Axon. */
final class CommandTimer implements MessageMonitor<CommandMessage<?>> {
    private final MeterRegistry meters;

    CommandTimer(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public MonitorCallback onMessageIngested(CommandMessage<?> command) {
        Timer.Sample sample = Timer.start(meters);
        String name = command.getPayloadType().getSimpleName();
        return new MonitorCallback() {
            @Override
            public void reportSuccess() {
                stop("success");
            }

            @Override
            public void reportFailure(@Nullable Throwable cause) {
                stop("failure");
            }

            @Override
            public void reportIgnored() {
                stop("ignored");
            }

            private void stop(String outcome) {
                sample.stop(meters.timer("attribution.command", "command", name, "outcome", outcome));
            }
        };
    }
}
