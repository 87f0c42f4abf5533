package io.dealledger.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealledger.json.CanonicalJson;
import io.dealledger.statistics.CommonsStudentT;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published share scenarios are the definition of the rules. */
class ShareScenariosTest {
    static List<ScenarioFiles.Case> cases() {
        return ScenarioFiles.cases("share");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersExactly(ScenarioFiles.Case scenario) {
        assertThat(CanonicalJson.write(new Replay(new CommonsStudentT()).run(scenario.scenario())))
                .isEqualTo(CanonicalJson.write(scenario.expected()));
    }
}
