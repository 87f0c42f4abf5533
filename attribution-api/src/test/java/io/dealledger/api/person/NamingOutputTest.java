package io.dealledger.api.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.json.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Names are put in wherever a pseudonym stands, spelt so that the text around them stays what it is. */
class NamingOutputTest {
    private static final String NAME = "=o\"brien, tim";
    private static final Person TIM = Person.of(new byte[32], NAME);
    private static final Map<String, People.Known> KNOWN = Map.of(TIM.pseudonym(), new People.Known(TIM, NAME));
    private static final String NOBODY = "person:00000000000000000000000000000000";

    private static String named(String text, boolean csv) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new NamingOutput(bytes, new Tokens(_ -> KNOWN), () -> csv)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toString(UTF_8);
    }

    private static String sealed(Object words) {
        return SealedWords.seal(List.of(TIM), "here", words);
    }

    @Test
    void inJson() throws IOException {
        String who = TIM.pseudonym();
        assertThat(
                named("{\"a\":\"" + who + "\",\"b\":\"by " + who + ", and " + NOBODY + ".\",\"c\":[\"" + who + "\"]}",
                        false))
                .isEqualTo(
                        "{\"a\":\"=o\\\"brien, tim\",\"b\":\"by =o\\\"brien, tim, and " + NOBODY
                                + ".\",\"c\":[\"=o\\\"brien, tim\"]}");
        assertThat(named("\"" + sealed(Map.of("x", "y")) + "\"", false)).isEqualTo("{\"x\":\"y\"}");
        assertThat(named("\"" + sealed("said \"no\"") + "\"", false)).isEqualTo("\"said \\\"no\\\"\"");
    }

    /** What reads an answer must not be slower for the names that are not in it. */
    @Test
    void isTheSameHoweverItIsCutAndGoesOnInOnePiece() throws IOException {
        String text = "{\"a\":\"" + TIM.pseudonym() + "\",\"b\":\"by " + TIM.pseudonym() + ", and persp\",\"c\":[12]}";
        String whole = named(text, false);
        for (int cut = 0; cut <= text.length(); cut++) {
            var writes = new AtomicInteger();
            var bytes = new ByteArrayOutputStream() {
                @Override
                public void write(byte[] more, int from, int length) {
                    writes.incrementAndGet();
                    super.write(more, from, length);
                }
            };
            try (var out = new NamingOutput(bytes, new Tokens(_ -> KNOWN), () -> false)) {
                out.write(text.substring(0, cut).getBytes(UTF_8));
                out.write(text.substring(cut).getBytes(UTF_8));
            }
            assertThat(bytes.toString(UTF_8)).as("cut at %d", cut).isEqualTo(whole);
            assertThat(writes).hasValueLessThanOrEqualTo(3);
        }
    }

    @Test
    void inJsonInsideOfJson() throws IOException {
        String inside = "{\"a\":\"" + TIM.pseudonym() + "\"}";
        assertThat(named(CanonicalJson.write(Map.of("text", inside)), false))
                .isEqualTo(CanonicalJson.write(Map.of("text", "{\"a\":\"=o\\\"brien, tim\"}")));
    }

    @Test
    void inCsvWhereASpreadsheetMustNotRunIt() throws IOException {
        String who = TIM.pseudonym();
        assertThat(named("a,b\r\n" + who + ",\"" + who + " x\"\r\n1," + who + "\r\n", true)).isEqualTo(
                "a,b\r\n\"'=o\"\"brien, tim\",\"=o\"\"brien, tim x\"\r\n1,\"'=o\"\"brien, tim\"\r\n");
    }

    @Test
    void leavesWhatOnlyLooksLikeAPseudonym() throws IOException {
        for (String text : List.of("persperson:", "person", "ppperson:12", "sealed:x", "sealedperson:", "pseale",
                "sealed:" + TIM.hex() + ":AAAA", "per", "")) {
            assertThat(named(text, false)).isEqualTo(text);
        }
    }

    @Test
    void wordsOfSomebodyErasedAreGone() throws IOException {
        Person other = Person.of(new byte[]{1}, "ann");
        String words = SealedWords.seal(List.of(TIM, other), "here", "both");
        assertThat(named("\"" + words + "\"", false)).isEqualTo("\"erased\"");
        assertThatThrownBy(
                () -> Disclosure.parse(Map.of(TIM.pseudonym(), Map.of("key", "00".repeat(32), "name", "tom"))))
                .hasMessageContaining("does not stand for tom");
    }
}
