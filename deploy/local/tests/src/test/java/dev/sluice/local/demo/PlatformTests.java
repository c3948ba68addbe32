package dev.sluice.local.demo;

import java.net.URI;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PlatformTests {

    private final Properties settings = new Properties();

    PlatformTests() {
        settings.setProperty("SLUICE_ADMIN_EMAIL", "ann@example.org");
        settings.setProperty("SLUICE_ADMIN_PASSWORD", "correct horse");
    }

    @Test
    void aServiceIsWhereTheLocalRunHasItUnlessTheSettingsSayOtherwise() {
        settings.setProperty("SLUICE_INGEST_URL", "https://sluice.example.org/ingest/");

        Platform platform = Platform.of(settings);

        assertThat(platform.ingest()).isEqualTo(URI.create("https://sluice.example.org/ingest"));
        assertThat(platform.auth()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(platform.catalog()).isEqualTo(URI.create("http://127.0.0.1:8085"));
        assertThat(platform.administrator()).isEqualTo("ann@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "ftp://example.org", "http://", "http://a b"})
    void whatIsNoAddressIsSaidInOneSentence(String address) {
        settings.setProperty("SLUICE_AUTH_URL", address);

        assertThatIllegalArgumentException().isThrownBy(() -> Platform.of(settings)).withMessage(
                "SLUICE_AUTH_URL is '" + address + "' and no address such as http://127.0.0.1:8081.");
    }

    @Test
    void aMissingAdministratorIsSaidInOneSentence() {
        settings.remove("SLUICE_ADMIN_PASSWORD");

        assertThatIllegalArgumentException().isThrownBy(() -> Platform.of(settings))
                .withMessageContainingAll("SLUICE_ADMIN_PASSWORD", "deploy/run");
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertThat(Platform.of(settings)).asString().doesNotContain("correct horse");
    }
}
