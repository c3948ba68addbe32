package dev.sluice.common.problem;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemExceptionTests {

    @Test
    void ofManyFaultsTheFirstFiftyAreTold() {
        List<Fault> faults = IntStream.range(0, 51).mapToObj(i -> new Fault("#/" + i, "is wrong")).toList();
        assertThat(new Wrong().withErrors(faults).getBody().getProperties())
                .containsEntry("errors", faults.subList(0, 50));
        assertThat(new Wrong().withErrors(List.of()).getBody().getProperties())
                .containsEntry("errors", List.of());
    }

    private static final class Wrong extends ProblemException {

        private static final long serialVersionUID = 1L;

        private Wrong() {
            super(HttpStatus.BAD_REQUEST, "wrong", "Wrong", "It is wrong.");
        }
    }
}
