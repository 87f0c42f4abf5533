package io.dealledger.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a machine without a cluster can check of how the ledger is run. */
class DeployTest {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final int SHUTDOWN_PHASE_SECONDS = 30;

    @Test
    void podsRunWithoutRightsAndHaveTheTimeToFinish() throws IOException {
        JsonNode pod = document("kubernetes/base/deployment.yaml").at("/spec/template/spec");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(2 * SHUTDOWN_PHASE_SECONDS);
        // LEDGER_… of a service called ledger would look like settings of ours
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        for (JsonNode container : pod.path("containers")) {
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(container.at("/resources/requests").propertyNames()).contains("cpu", "memory");
            assertThat(container.path("volumeMounts").findValuesAsString("mountPath")).contains("/tmp");
            assertThat(container.has("livenessProbe")).isTrue();
        }
    }

    @Test
    void everyAlertSaysWhatItMeansAndHasARunbook() throws IOException {
        JsonNode alerts = alerts();
        assertThat(alerts.size()).isGreaterThanOrEqualTo(8);
        for (JsonNode alert : alerts) {
            assertThat(alert.path("annotations").propertyNames()).contains("summary", "impact");
            assertThat(DEPLOY.resolveSibling(alert.at("/annotations/runbook").asString()))
                    .hasFileName(alert.path("alert").asString() + ".md").isRegularFile();
        }
    }

    @Test
    void everyRunbookHasAnAlert() throws IOException {
        List<String> alerts = alerts().findValuesAsString("alert");
        try (Stream<Path> runbooks = Files.list(DEPLOY.resolve("runbooks"))) {
            assertThat(runbooks.map(file -> file.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(alerts);
        }
    }

    @Test
    void everyContainerOfTheCompositionNamesAVersionAndMountsWhatIsThere() throws IOException {
        JsonNode services = document("compose/compose.yaml").path("services");
        assertThat(services.propertyNames()).contains("ledger", "gate", "postgres", "kafka", "prometheus", "grafana");
        for (JsonNode service : services) {
            assertThat(service.path("image").asString()).matches("[a-z/-]+:v?[0-9][0-9.]*");
            for (JsonNode volume : service.path("volumes")) {
                String host = volume.asString().split(":", 2)[0];
                if (host.startsWith("../")) {
                    assertThat(DEPLOY.resolve("compose").resolve(host)).exists();
                }
            }
        }
    }

    private static JsonNode alerts() throws IOException {
        return document("prometheus/rules.yml").at("/groups/0/rules");
    }

    private static JsonNode document(String file) throws IOException {
        return JsonMapper.shared().valueToTree(new Yaml().load(Files.readString(DEPLOY.resolve(file))));
    }
}
