package dev.sluice.local.launch;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionsTests {

    @Test
    void nothingAskedForIsKafkaAndTheDemoAndStaying() {
        assertThat(Options.parse(List.of())).isEqualTo(new Options(Broker.KAFKA, false, true));
    }

    @Test
    void optionsComeInAnyOrderAndBothSpellings() {
        Options all = new Options(Broker.PULSAR, true, false);
        assertThat(Options.parse(List.of("--broker", "pulsar", "--detach", "--no-demo"))).isEqualTo(all);
        assertThat(Options.parse(List.of("--no-demo", "--broker=pulsar", "--detach"))).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--brokers=kafka", "-d", "pulsar", "--detach=true", ""})
    void anArgumentThatIsNotUnderstoodIsNamed(String argument) {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--detach", argument)))
                .withMessage("Unknown argument " + argument + ". " + Options.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rabbit", "KAFKA", ""})
    void aBrokerThatThereIsNotIsNamed(String broker) {
        for (List<String> arguments : List.of(List.of("--broker", broker), List.of("--broker=" + broker))) {
            assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(arguments))
                    .withMessage("Unknown broker '" + broker + "'. " + Options.USAGE);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(List.of("--broker")));
    }
}
