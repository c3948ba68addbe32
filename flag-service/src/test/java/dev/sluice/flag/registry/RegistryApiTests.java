package dev.sluice.flag.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.test.Http;
import dev.sluice.flag.Door;
import dev.sluice.flag.FlagTest;

import static org.assertj.core.api.Assertions.assertThat;

@FlagTest
class RegistryApiTests {

    private static final List<String> NAMES = List.of("ai-agents", "smart-checkout", "agents-eval", "rates");

    @Autowired
    private Door door;

    private final String suffix = "-" + UUID.randomUUID();

    /** The example registry with names of its own. */
    private String registry() {
        try (InputStream file = getClass().getResourceAsStream("/registry.json")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (String name : NAMES) {
                text = text.replace("\"" + name + "\"", "\"" + name + suffix + "\"");
            }
            return text;
        }
        catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    /** What the export says about the example's flags. */
    private JsonNode exported() {
        String mine = StreamSupport.stream(
                RegistryJson.read(door.steward().get("/flags/export").body()).spliterator(), false)
                .filter(entry -> entry.path("feature_flag_name").asString().endsWith(suffix))
                .map(RegistryJson::write).collect(Collectors.joining(",", "[", "]"));
        return RegistryJson.read(mine);
    }

    @Test
    void aRegistryComesOutAsItWentIn() {
        Http.Answer answer = door.steward().post("/flags/import", registry());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().toString()).isEqualTo("{\"created\":4,\"changed\":0,\"unchanged\":0}");
        assertThat(exported()).isEqualTo(RegistryJson.read(registry()));
        assertThat(RegistryJson.write(exported())).as("names, digits and order, letter by letter")
                .isEqualTo(RegistryJson.write(RegistryJson.read(registry())));
        assertThat(door.steward().get("/flags/export").body()).as("every digit, whoever reads it")
                .contains("\"weight\":1.10,\"estimate\":12345678901234567890.123");
    }

    @Test
    void importingWhatWasExportedChangesNothing() {
        door.steward().post("/flags/import", registry());
        String path = "/flags/smart-checkout" + suffix;
        JsonNode before = door.steward().get(path).json();
        assertThat(door.steward().post("/flags/import", RegistryJson.write(exported())).json().toString())
                .isEqualTo("{\"created\":0,\"changed\":0,\"unchanged\":4}");
        assertThat(door.steward().get(path).json()).isEqualTo(before);
        assertThat(door.steward().get(path + "/history").json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void changingAFlagKeepsTheMembersOfOthers() {
        door.steward().post("/flags/import", registry());
        JsonNode others = exported().get(1).path("jira");
        String path = "/flags/smart-checkout" + suffix;
        Http.Answer changed = door.steward().put(path, """
                {"description": "Prices", "owner": "shop crew", "status": "QA",
                 "expiration_date": "2999-12-31", "reason": "Still trying"}""", "If-Match", "*");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        JsonNode entry = exported().get(1);
        assertThat(entry.path("owner").asString()).isEqualTo("shop crew");
        assertThat(entry.path("jira")).isEqualTo(others);
        assertThat(entry.path("lone half").asString()).isEqualTo("\ud83d");
        String read = door.steward().get(path).body();
        door.steward().put(path, read.replaceFirst("shop crew", "new crew"), "If-Match", "*");
        assertThat(exported().get(1).path("jira")).as("also after reading it and sending it back")
                .isEqualTo(others);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"feature_flag_name\": \"NAME\", \"status\": \"Beta\"}",
        "{\"feature_flag_name\": \"NAME\"}",
        "{\"feature_flag_name\": \"NAME\", \"status\": \"GA\", \"expiration_date\": \"31.12.2026\"}",
        "{\"feature_flag_name\": \"NAME\", \"status\": \"GA\", \"owner\": 7}",
        "{\"feature_flag_name\": \"NAME\", \"status\": \"GA\", \"variants\": {\"on\": null, \"off\": null}}",
        "{\"feature_flag_name\": \"NAME\", \"status\": \"GA\", \"status\": \"Dev\"}",
        "{\"feature_flag_name\": \"ai-agentsSUFFIX\", \"status\": \"GA\"}",
        "{\"feature_flag_name\": \"export\", \"status\": \"GA\"}",
        "{\"feature_flag_name\": \"a/b\", \"status\": \"GA\"}",
        "{\"status\": \"GA\"}",
        "7",
    })
    void aRegistryWithOneWrongFlagIsNotTakenOverAtAll(String wrong) {
        String entry = wrong.replace("NAME", "wrong" + suffix).replace("SUFFIX", suffix);
        String whole = registry().strip().replaceFirst("]$", "," + entry.replace("\\", "\\\\") + "]");
        Http.Answer answer = door.steward().post("/flags/import", whole);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-flag");
        assertThat(answer.json().at("/errors/0/pointer").asString()).startsWith("#");
        assertThat(exported()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[", "", "[] []", "null"})
    void whatIsNoArrayOfFlagsIsRefused(String document) {
        assertThat(door.steward().post("/flags/import", document).status()).isEqualTo(400);
    }

    @Test
    void aRegistryHasALimit() {
        String document = "[" + " ".repeat(RegistryController.MOST_BYTES) + "]";
        Http.Answer answer = door.steward().post("/flags/import", document);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("registry-too-large");
    }

    @Test
    void anImportExtendsNoEndWithoutAReason() {
        door.steward().post("/flags/import", registry());
        String later = registry().replace("2026-12-31", "2028-12-31");
        Http.Answer refused = door.steward().post("/flags/import", later);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(exported()).isEqualTo(RegistryJson.read(registry()));
        assertThat(door.steward().post("/flags/import?reason=Yearly%20review", later).json().path("changed")
                .asInt()).isEqualTo(2);
        assertThat(door.steward().get("/flags/ai-agents" + suffix).json().path("extensions").asInt())
                .isEqualTo(1);
    }
}
