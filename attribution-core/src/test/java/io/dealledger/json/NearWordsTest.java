package io.dealledger.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearWordsTest {
    @Test
    void namesTheNearestFirst() {
        assertThat(NearWords.of("closed_wonn", List.of("closed_win", "closed_won", "reopened"), 3))
                .containsExactly("closed_won", "closed_win");
    }

    @Test
    void namesNothingThatIsTooFarOff() {
        assertThat(NearWords.of("colour", List.of("reopened"), 3)).isEmpty();
    }
}
