package io.dealledger.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayIT {
    private static final Path SCENARIOS = Path.of("..", "attribution-core", "src", "test", "resources", "scenarios");

    @ParameterizedTest
    @ValueSource(strings = {"attribution.json", "share.json", "comp_parity.json", "operating_model.json"})
    void theJarAnswersEveryPublishedScenario(String file) throws Exception {
        Path scenarios = SCENARIOS.resolve(file);
        RealJar.Ended ended = RealJar.run("replay", scenarios.toString());

        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        JsonNode answers = JsonMapper.shared().readTree(ended.out());
        JsonNode expected = JsonMapper.shared().readTree(Files.readString(scenarios)).path("scenarios");
        assertThat(answers.size()).isEqualTo(expected.size()).isPositive();
        for (JsonNode scenario : expected) {
            String id = scenario.path("id").asString();
            assertThat(answers.path(id)).as(id).isEqualTo(scenario.path("expected"));
        }
    }

    @Test
    void whatCannotBeRunIsSaidInWordsAndTheRestIsAnswered(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path broken = Files.writeString(folder.resolve("broken.json"), """
                {"scenarios": [
                  {"id": "B-1", "policies": {}, "events": [], "asks": [{"name": "q", "type": "horoscope"}]},
                  {"id": "B-2", "policies": {}, "events": [], "asks": [{"name": "q", "type": "intake"}]}]}
                """);
        RealJar.Ended ended = RealJar.run("replay", broken.toString(), folder.resolve("none.json").toString());

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out())
                .isEqualTo("{\"B-2\":{\"q\":{\"accepted\":0,\"conflicts\":[],\"duplicates\":[]}}}\n");
        assertThat(ended.err().lines()).hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("B-1: ask 'q' has type 'horoscope'; accepted: ["))
                .anySatisfy(line -> assertThat(line).endsWith("none.json does not exist"));
    }
}
