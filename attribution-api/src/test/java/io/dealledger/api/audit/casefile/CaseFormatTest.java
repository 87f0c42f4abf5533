package io.dealledger.api.audit.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.tlog.NoteKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A case file that was handed out is verified by every version to come. Add files for new formats, never change this one. */
class CaseFormatTest {
    private static final NoteKey KEY = NoteKey
            .parse("ledger.example.com/golden+48fce1b6+AaJG9V+acITaTee+o5dqv44jJ2h25KGPN1/eeZkxi4Pl");

    private static SequencedMap<String, byte[]> golden() throws IOException {
        try (InputStream zip = Objects
                .requireNonNull(CaseFormatTest.class.getResourceAsStream("/casefile/case-v1.zip"))) {
            return CaseArchive.read(zip.readAllBytes());
        }
    }

    @Test
    void ofTheFirstVersionIsStillVerified() throws IOException {
        CaseVerifier.Verdict verdict = CaseVerifier.verify(golden(), List.of(KEY));
        assertThat(verdict.subject()).isEqualTo(new CaseSubject("O1", "D1"));
        assertThat(verdict.events()).isEqualTo(21);
        assertThat(verdict.decisions()).isEqualTo(7);
        assertThat(verdict.signers()).containsExactly(KEY);
    }

    @Test
    void saysWhatIsMissingAndWhatIsTooMuch() throws IOException {
        var files = new TreeMap<>(golden());
        files.put("more", files.getOrDefault(CaseFiles.README, new byte[0]));
        files.remove(CaseFiles.README);
        assertThatThrownBy(() -> CaseVerifier.verify(files, List.of(KEY))).isInstanceOf(FaultFoundException.class)
                .hasMessage("the case file lacks [README.txt] and has [more] beside its own");
    }
}
