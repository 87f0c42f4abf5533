package io.dealledger.api.connector.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTypeTest {
    private static final MappingDocument.Input NEW_YORK = input("");
    private static final MappingDocument.Input EUROPEAN = input(", \"decimal\": \",\"");

    private static MappingDocument.Input input(String more) {
        return new MappingReader().read("test", """
                {"mappingVersion": 1, "name": "t", "vendor": "t", "valueMaps": {},
                 "input": {"format": "csv", "zone": "America/New_York", "dateTimeFormats": ["M/d/yyyy h:mm a"],
                           "dateFormats": ["M/d/yyyy", "yyyy-MM-dd"]%s},
                 "streams": [{"name": "s", "sources": ["import"], "recordId": ["/id"], "fields": {}, "rules": []}]}
                """.formatted(more).getBytes(StandardCharsets.UTF_8)).input();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "domain        | https://WWW.Example.COM:8443/about?x=1 | example.com",
        "domain        | pat@mail.example.com        | mail.example.com",
        "domain        | bücher.example              | xn--bcher-kva.example",
        "moneyMinor    | 4800000                     | 48000.00",
        "moneyMajor    | $52,500.00                  | 52500.00",
        "moneyMajor    | 140000.5                    | 140000.50",
        "moneyMajor    | 1.234                       | 1.234",
        "moneyMajor    | 1.2E5                       | 120000.00",
        "epochMillis   | 1768230245123               | 2026-01-12T15:04:05.123Z",
        "epochSeconds  | 1770735600                  | 2026-02-10T15:00:00Z",
        "instant       | 2026-03-10T14:00:05.000+0000 | 2026-03-10T14:00:05Z",
        "instant       | 2026-03-10T14:00:05-05:00   | 2026-03-10T19:00:05Z",
        "localDateTime | 1/12/2026 10:04 AM          | 2026-01-12T15:04:00Z",
        "localDateTime | 6/18/2026 1:45 pm           | 2026-06-18T17:45:00Z",
        "date          | 2026-06-30T00:00:00         | 2026-06-30",
        "date          | 7/13/2026                   | 2026-07-13",
        "sfdcId        | 001D000000IRFma             | 001D000000IRFmaIAH",
        "sfdcId        | 006EX0000000001             | 006EX0000000001YAA"})
    void readsWhatItIsMeantFor(String type, String text, String expected) {
        assertThat(FieldType.of(type).read(text, NEW_YORK)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1.234.567,50 | 1234567.50", "€ 48000,5 | 48000.50", "48.000 | 48000.00",
        "-12 | -12.00", "1,234 | 1.234"})
    void readsAmountsWithADecimalCommaWhereTheInputSaysSo(String text, String expected) {
        assertThat(FieldType.MONEY_MAJOR.read(text, EUROPEAN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"48,000.00", "48000.00", "1,5,0"})
    void takesNoPointForADecimalCommaThen(String text) {
        assertThatThrownBy(() -> FieldType.MONEY_MAJOR.read(text, EUROPEAN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "domain        | Example Manufacturing",
        "boolean       | maybe",
        "moneyMinor    | 48000.001",
        "moneyMajor    | TBD",
        "moneyMajor    | 52.500,00",
        "moneyMajor    | 1,5",
        "epochMillis   | 2026-01-12",
        "instant       | 2026-02-030T10:00:00.000+00:00",
        "instant       | 2026-01-12T15:04:05",
        "localDateTime | 2/30/2026 10:04 AM",
        "date          | 2/30/2026",
        "sfdcId        | 006Kx000001Opp1AAA",
        "sfdcId        | 006Kx000001Opp",
        "sfdcId        | 006Kx000001Opp1I"})
    void refusesWhatItWouldHaveToGuess(String type, String text) {
        assertThatThrownBy(() -> FieldType.of(type).read(text, NEW_YORK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsTheIdsOfThePublishedVectors() throws IOException {
        Map<String, @Nullable Object> vectors = JsonTree.parseObject(
                Files.readAllBytes(Path.of("src/test/resources/connectors/salesforce/id-vectors.json")));
        for (Object each : (List<?>) Objects.requireNonNull(vectors.get("pairs"))) {
            Map<?, ?> pair = (Map<?, ?>) each;
            assertThat(SalesforceId.to18((String) Objects.requireNonNull(pair.get("id15"))))
                    .isEqualTo(pair.get("id18"));
            assertThat(SalesforceId.to18((String) Objects.requireNonNull(pair.get("id18"))))
                    .isEqualTo(pair.get("id18"));
        }
        assertThat(SalesforceId.to18("006Kx000001Opp1")).isNotEqualTo(SalesforceId.to18("006Kx000001oPP1"));
    }
}
