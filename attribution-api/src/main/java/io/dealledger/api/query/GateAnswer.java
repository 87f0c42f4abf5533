package io.dealledger.api.query;

import io.dealledger.json.RecordJson;
import io.dealledger.share.GateReading;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found at a gate.
 *
 * @param state   {@code pass}, {@code fail} or {@code unknown}, which does not pass
 * @param numbers what it was judged on, by name
 * @param words   why it does not pass, or what is not known; empty where it passes without remark
 */
record GateAnswer(String gate, String state, SortedMap<String, @Nullable String> numbers, List<String> words) {
    static GateAnswer of(GateReading reading) {
        return new GateAnswer(RecordJson.word(reading.gate()), RecordJson.word(reading.state()), reading.numbers(),
                reading.words());
    }
}
