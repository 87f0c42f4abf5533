package io.dealledger.api.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainNameTest {
    @ParameterizedTest
    @CsvSource({"Müller & Söhne GmbH & Co. KG,muller and sohne and", "'ACME, Inc.',acme", "Acme Corporation,acme",
        "Crédit   Agricole S.A.,credit agricole", "The Widget Company Ltd,widget", "Customer One,customer one"})
    void leavesWhatTellsCompaniesApart(String name, String plain) {
        assertThat(PlainName.of(name)).isEqualTo(plain);
    }

    @Test
    void ofTooLittleIsNone() {
        assertThat(List.of("Co. KG", "A.B.", "--")).allSatisfy(name -> assertThat(PlainName.of(name)).isNull());
    }

    @Test
    void eachKindOfReasonCountsOnceHoweverOftenItIsGiven() {
        var name = new Reason(Reason.Code.SAME_NAME, "one");
        var again = new Reason(Reason.Code.SAME_NAME, "another");

        assertThat(Reason.score(List.of(name))).isEqualTo("0.50").isEqualTo(Reason.score(List.of(name, again)));
        assertThat(Reason.score(List.of(name, new Reason(Reason.Code.ALIKE_DOMAINS, "two")))).isEqualTo("0.65");
        assertThat(Reason.score(List.of(name, new Reason(Reason.Code.SHARED_ID, "three")))).isEqualTo("0.90");
    }
}
