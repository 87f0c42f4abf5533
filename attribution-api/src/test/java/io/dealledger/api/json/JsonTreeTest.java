package io.dealledger.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dealledger.json.CanonicalJson;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void readsBackWhatTheLedgerWrites(@ForAll("trees") Object tree) {
        assertThat(JsonTree.parse(utf8(CanonicalJson.write(tree)))).isEqualTo(tree);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void findsTheBytesOfEachElement(@ForAll("lists") List<Object> trees) {
        String array = trees.stream().map(CanonicalJson::write).reduce((a, b) -> a + " ,\n " + b).orElse("");

        assertThat(JsonTree.elements(utf8("[ " + array + " ]")).stream().map(JsonTree::parse)).isEqualTo(trees);
    }

    @Provide
    Arbitrary<List<Object>> lists() {
        return trees().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<Object> trees() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(8).withCharRange('\u0000', '\u007f')
                .withChars('é', '€', '日').map(t -> t.length() % 3 == 0 ? t + "😀" : t);
        Arbitrary<Object> leaf = Arbitraries.oneOf(text.asGeneric(), Arbitraries.of(true, false).asGeneric(),
                Arbitraries.bigDecimals().between(new BigDecimal("-1e30"), new BigDecimal("1e30"))
                        .ofScale(3).asGeneric());
        return Arbitraries.recursive(() -> leaf, smaller -> Arbitraries.oneOf(smaller.list().ofMaxSize(3).asGeneric(),
                Arbitraries.maps(text, smaller).ofMaxSize(3).asGeneric()), 0, 3);
    }

    @Nested
    class ANumber {
        @ParameterizedTest
        @ValueSource(strings = {"1.10", "0", "-7", "12345678901234567890.123456789", "0.0000000001"})
        void keepsItsDigits(String digits) {
            assertThat(CanonicalJson.write(JsonTree.parse(utf8(digits)))).isEqualTo(digits);
        }

        @Test
        void mayHaveAnExponent() {
            assertThat(JsonTree.parse(utf8("2.5e3"))).isEqualTo(new BigDecimal("2.5e3"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1e101", "1e-101", "1e1000000000", "1e99999999999"})
        void hasNoExponentThatWouldFillTheMemory(String digits) {
            assertThatThrownBy(() -> JsonTree.parse(utf8("[" + digits + "]")))
                    .hasMessage("line 1, column 2: the number " + digits + " has an exponent outside -100 to 100");
        }

        @Test
        void hasAtMostAHundredDigits() {
            assertThatThrownBy(() -> JsonTree.parse(utf8("{\"a\": " + "1".repeat(101) + "}")))
                    .isInstanceOf(UnreadableJsonException.class).hasMessageContaining("101")
                    .hasMessageContaining("100");
        }
    }

    @Nested
    class IsRefused {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\":1,\"a\":1}           | line 1, column 8: member \"a\" stands twice in one object",
            "{\"a\":1,\"\\u0061\":null}  | line 1, column 8: member \"a\" stands twice in one object",
            "{\"é\":[\"\\ud800\"]}       | line 1, column 7: a text has half of a surrogate pair, \\ud800, which is no character",
            "{} {}                       | line 1, column 4: text after the end of the value",
            "``                          | line 1, column 1: the text ends where a JSON value is needed"})
        void asAnotherReaderMightReadItDifferently(String json, String message) {
            assertThatThrownBy(() -> JsonTree.parse(utf8(json))).hasMessage(message);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", "[1,", "{\"a\"}", "[1,]", "{\"a\":1,}", "nul", "NaN", "01", "+1", ".5", "1.",
            "'a'",
            "{a:1}", "\"a\nb\"", "\"\\x\"", "/* c */ 1", "[1 2]", "\"open",
            "{\"\\udc00\":1}", "{\"\\ud800\":1}", "{\"\\udc00\\ud800\":1}", "{\"long enough a name \\ud800\":1}",
            "{\"long enough a name \\udc00.\":1}", "{\"\\ud800 .\":1}"})
        void asNoJson(String json) {
            assertThatThrownBy(() -> JsonTree.parse(utf8(json))).isInstanceOf(UnreadableJsonException.class)
                    .hasMessageStartingWith("line 1, column ");
        }

        @Test
        void withTheLineAndColumnOfTheFault() {
            var thrown = catchThrowableOfType(UnreadableJsonException.class,
                    () -> JsonTree.parse(utf8("{\n  \"é\": 1,\n  \"é\": 2}")));

            assertThat(List.of(thrown.line(), thrown.column())).containsExactly(3, 3);
            assertThat(thrown.reason()).isEqualTo("member \"é\" stands twice in one object");
        }

        @Test
        void ifDeeperThanTheLimit() {
            assertThat(JsonTree.parse(utf8("[".repeat(64) + "]".repeat(64)))).isInstanceOf(List.class);
            assertThatThrownBy(() -> JsonTree.parse(utf8("[".repeat(65) + "]".repeat(65))))
                    .isInstanceOf(UnreadableJsonException.class).hasMessageContaining("64");
        }

        @Test
        void ifOneTextIsLongerThanTheLimit() {
            assertThatThrownBy(() -> JsonTree.parse(utf8('"' + "a".repeat(1_000_001) + '"')))
                    .isInstanceOf(UnreadableJsonException.class);
        }

        @Test
        void ifNotUtf8() {
            byte[] overlongSlash = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
            byte[] encodedSurrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};

            for (byte[] json : List.of(overlongSlash, encodedSurrogate, new byte[]{'"', (byte) 0xff, '"'},
                    new byte[]{'"', (byte) 0xe2, (byte) 0x82})) {
                assertThatThrownBy(() -> JsonTree.parse(json)).hasMessage("line 1, column 2: bytes that are not UTF-8");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE"})
        void ifInAnotherUnicodeEncoding(String charset) {
            assertThatThrownBy(() -> JsonTree.parse("{\"a\":1}".getBytes(Charset.forName(charset))))
                    .isInstanceOf(UnreadableJsonException.class);
        }
    }

    @Test
    void keepsTheOrderOfMembersAndTheirNulls() {
        assertThat(JsonTree.parseObject(utf8("{\"b\":null,\"a\":true}"))).isEqualTo(withNull("b", Map.of("a", true)));
        assertThat(JsonTree.parseObject(utf8("{\"b\":null,\"a\":true}")).keySet()).containsExactly("b", "a");
    }

    @Test
    void passesOverAByteOrderMark() {
        assertThat(JsonTree.parse(utf8("\ufeff{}"))).isEqualTo(Map.of());
    }

    @Nested
    class AnArrayOfElements {
        @Test
        void isCutSoThatOneBadElementLeavesTheOthersReadable() {
            List<byte[]> slices = JsonTree.elements(utf8(" [ {\"é\" : \"]\"} , {\"a\":1,\"a\":2},\"x\", 1.10 ,"
                    + "[".repeat(70) + "]".repeat(70) + ", null]\n"));

            assertThat(slices.stream().map(s -> new String(s, StandardCharsets.UTF_8))).containsExactly(
                    "{\"é\" : \"]\"}", "{\"a\":1,\"a\":2}", "\"x\"", "1.10", "[".repeat(70) + "]".repeat(70), "null");
        }

        @Test
        void mayBeEmpty() {
            assertThat(JsonTree.elements(utf8(" [ ] "))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "[", "[{}", "[{]", "[] []", "", "[1,]", "\"a\""})
        void mustBeOne(String json) {
            assertThatThrownBy(() -> JsonTree.elements(utf8(json))).isInstanceOf(UnreadableJsonException.class);
        }

        @Test
        void hasALimit() {
            byte[] json = new byte[2 * 100_001 + 1];
            Arrays.fill(json, (byte) ',');
            json[0] = '[';
            for (int i = 1; i < json.length; i += 2) {
                json[i] = '1';
            }
            json[json.length - 1] = ']';

            assertThatThrownBy(() -> JsonTree.elements(json))
                    .hasMessage("line 1, column 200002: more than 100000 elements in one array");
        }
    }

    @Test
    void mustBeAnObjectWhereOneIsNeeded() {
        assertThatThrownBy(() -> JsonTree.parseObject(utf8("[]"))).hasMessage(
                "line 1, column 1: found a JSON value that is not an object, where an object is needed");
    }

    private static Map<String, @Nullable Object> withNull(String name, Map<String, Object> members) {
        var all = new HashMap<String, @Nullable Object>(members);
        all.put(name, null);
        return all;
    }
}
