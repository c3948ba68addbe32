package dev.sluice.common.problem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LimitedBodyTests {

    private static final int MOST = 20_000;
    private static final DataSize LIMIT = DataSize.ofBytes(MOST);

    @ParameterizedTest
    @CsvSource({"0, 0", "0, -1", "0, 5", "1, 0", "100, 100", "100, -1", "100, 99", "100, 101", "8192, 8192",
        "9000, 9000", "20000, 20000", "20000, -1", "20000, 3"})
    void allBytesAreThereWhateverWasSaidOfTheirNumber(int bytes, long declared) throws IOException {
        byte[] sent = new byte[bytes];
        new Random(bytes).nextBytes(sent);
        assertThat(LimitedBody.read(new ByteArrayInputStream(sent), declared, LIMIT)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"20001, 20001", "20001, -1", "20001, 20000", "20001, 0", "30000, 100"})
    void oneByteMoreIsRefused(int bytes, long declared) {
        assertThatThrownBy(() -> LimitedBody.read(new ByteArrayInputStream(new byte[bytes]), declared, LIMIT))
                .isInstanceOf(BodyTooLarge.class);
    }

    @Test
    void whatIsSaidToBeTooLargeIsNotRead() {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[1]);
        assertThatThrownBy(() -> LimitedBody.read(body, MOST + 1L, LIMIT)).isInstanceOf(BodyTooLarge.class);
        assertThat(body.available()).isOne();
    }
}
