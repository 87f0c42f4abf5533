package io.dealledger.api.connector.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvBlocksTest {
    @Test
    void repeatsTheHeadingBeforeTheRowsOfEachBlock() throws IOException {
        List<Block> blocks = blocks("id,name\n1,a\n2,b\n3,c\n", 2);

        assertThat(blocks).extracting(CsvBlocksTest::text).containsExactly("id,name\n1,a\n2,b\n", "id,name\n3,c\n");
        assertThat(blocks).extracting(Block::first).containsExactly(1L, 3L);
        assertThat(blocks).extracting(Block::rows).containsExactly(2, 1);
        assertThat(blocks).extracting(Block::consumed).containsExactly(16L, 20L);
    }

    @Test
    void isTheSameWithoutALineBreakAtTheEnd() throws IOException {
        assertThat(blocks("id\n1\n2", 1)).extracting(CsvBlocksTest::text).containsExactly("id\n1\n", "id\n2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\nb\"", "\"a,\"\"\nb\"\"\"", "5\" nail", "say \"\"hi\"\"", "\"\"", "\"a\r\n\r\nb\""})
    void cutsNoRowInTwo(String cell) throws IOException {
        List<Block> blocks = blocks("id,name\r\n1," + cell + "\r\n2,x\r\n", 1);

        assertThat(blocks).extracting(CsvBlocksTest::text).containsExactly("id,name\r\n1," + cell + "\r\n",
                "id,name\r\n2,x\r\n");
    }

    @Test
    void leavesBlankLinesOutAndAHeadingAlone() throws IOException {
        assertThat(blocks("id\n\n1\n\n\n2\n\n", 5)).extracting(CsvBlocksTest::text).containsExactly("id\n1\n2\n");
        assertThat(blocks("id\n\n", 5)).isEmpty();
        assertThat(blocks("", 5)).isEmpty();
    }

    @Test
    void keepsBytesThatNoCharsetReads() throws IOException {
        byte[] bytes = {'i', 'd', '\n', (byte) 0xff, (byte) 0xfe, '\n'};
        try (var blocks = new CsvBlocks(new ByteArrayInputStream(bytes), ',', 1)) {
            Block block = blocks.next();
            assertThat(Objects.requireNonNull(block).bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void refusesAQuoteThatIsNeverClosedInsteadOfHoldingTheWholeFile() {
        assertThatThrownBy(() -> blocks("id\n\"" + "x\n".repeat(9 << 20), 1)).isInstanceOf(IOException.class)
                .hasMessageContaining("row 1").hasMessageContaining("never closed");
    }

    private static List<Block> blocks(String text, int rows) throws IOException {
        var all = new ArrayList<Block>();
        try (var blocks = new CsvBlocks(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ',', rows)) {
            for (Block block = blocks.next(); block != null; block = blocks.next()) {
                all.add(block);
            }
        }
        return all;
    }

    private static String text(Block block) {
        return new String(block.bytes(), StandardCharsets.UTF_8);
    }
}
