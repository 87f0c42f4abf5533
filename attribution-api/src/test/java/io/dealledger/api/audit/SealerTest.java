package io.dealledger.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.Hash;
import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.NoteSigner;
import io.dealledger.tlog.SignedNote;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SealerTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Nested
    class TheKeys {
        @Test
        void areMadeOnceAndReadByTheirOwnerOnly() throws Exception {
            List<NoteSigner> made = SealKeys.ofLog(folder.resolve("new")).load("example.com/log");
            assertThat(made).singleElement()
                    .satisfies(key -> assertThat(key.key().name()).isEqualTo("example.com/log"));
            assertThat(vkeys(SealKeys.ofLog(folder.resolve("new")).load(null))).isEqualTo(vkeys(made));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new/log.keys"))))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> SealKeys.ofLog(folder.resolve("new")).load("other"))
                    .hasMessageContaining("example.com/log, not of other");
        }

        @Test
        void signBesideTheOneBeforeUntilTheNextRotation() {
            NoteKey first = NoteKey.parse(command().strip());
            List<String> rotated = command("--rotate").lines().toList();
            assertThat(rotated).hasSize(2).last().isEqualTo(first.vkey());
            assertThat(command("--rotate").lines()).hasSize(2).doesNotContain(first.vkey()).last()
                    .isEqualTo(rotated.getFirst());
        }

        private String command(String... options) {
            var out = new StringWriter();
            var arguments = new ArrayList<>(List.of("--folder", folder.toString()));
            arguments.addAll(List.of(options));
            assertThat(new CommandLine(new SealCommand()).setOut(new PrintWriter(out))
                    .execute(arguments.toArray(String[]::new))).isZero();
            return out.toString();
        }

        private static List<String> vkeys(List<NoteSigner> signers) {
            return signers.stream().map(signer -> signer.key().vkey()).toList();
        }
    }

    @Nested
    class TheLastCheckpoint {
        @Test
        void isReplacedOnlyByWhoHasSeenIt() {
            NoteSigner signer = SealKeys.ofLog(folder).load("log").getFirst();
            var one = new LastSigned(folder);
            var other = new LastSigned(folder);
            assertThat(one.read()).isNull();
            SignedNote first = note(signer, 1);
            assertThat(one.replace(null, first)).isTrue();
            assertThat(other.replace(null, note(signer, 2))).isFalse();
            assertThat(other.read()).isEqualTo(first);
            assertThat(other.replace(first, note(signer, 2))).isTrue();
            assertThat(one.replace(first, note(signer, 3))).isFalse();
        }

        private static SignedNote note(NoteSigner signer, long size) {
            String text = new Checkpoint("log", size, Hash.EMPTY_TREE).text();
            return new SignedNote(text, List.of(signer.sign(text, Instant.EPOCH)));
        }
    }
}
