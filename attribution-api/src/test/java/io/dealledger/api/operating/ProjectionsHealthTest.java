package io.dealledger.api.operating;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.projections.engine.ViewState;
import io.dealledger.projections.engine.ViewStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ProjectionsHealthTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @Test
    void isUpWhileEveryViewKeepsUp() {
        assertThat(health(view("share", ViewState.RUNNING, A_MINUTE)).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isOutOfServiceWhereOneViewIsTooFarBehind() {
        Health health = health(view("share", ViewState.RUNNING, Duration.ZERO),
                view("timeline", ViewState.RETRYING, A_MINUTE.plusSeconds(1)));
        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails().get("timeline")).isEqualTo(Map.of("state", "retrying", "position", 7L,
                "behind_positions", 3L, "behind_seconds", 61L, "error", "the database is away"));
    }

    @Test
    void isDownWhereOneViewCannotGoOn() {
        assertThat(health(view("share", ViewState.FAILED, Duration.ZERO)).getStatus()).isEqualTo(Status.DOWN);
    }

    private static Health health(ViewStatus... views) {
        return new ProjectionsHealth(() -> List.of(views), A_MINUTE).health();
    }

    private static ViewStatus view(String name, ViewState state, Duration lag) {
        return new ViewStatus(name, state, 7, 10, lag, 0, state == ViewState.RUNNING ? null : "the database is away");
    }
}
