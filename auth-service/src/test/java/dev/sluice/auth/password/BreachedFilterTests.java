package dev.sluice.auth.password;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From a list of leaked passwords to a password that is refused. */
class BreachedFilterTests {

    private static final String LEAKED = "plum orchard kite";
    private static final String UNKNOWN = "gentle river stone";

    @TempDir Path directory;

    @Test
    void whatIsOnTheListIsRefused() throws IOException {
        assertThat(made("passwords", List.of("short", "", LEAKED, "zwo\u0308lf Boxka\u0308mpfer")))
                .startsWith("2 passwords in ");
        refused(LEAKED);
        refused("zw\u00f6lf Boxk\u00e4mpfer");
        passes(UNKNOWN);
    }

    @Test
    void digestsWithTheirCountsDoAsWell() throws IOException {
        assertThat(made("hashes", List.of(sha1(LEAKED) + ":7\r",
                sha1(UNKNOWN).toLowerCase(Locale.ROOT) + ":6", sha1("another gentle river")),
                "--hashes", "--least-count", "7")).startsWith("2 passwords");
        refused(LEAKED);
        refused("another gentle river");
        passes(UNKNOWN);
    }

    @Test
    void aDigestOfWhatWasTypedIsFoundWhateverOurForm() throws IOException {
        String typed = "zwo\u0308lf Boxka\u0308mpfer";
        made("hashes", List.of(sha1(typed)), "--hashes");
        refused(typed);
        passes("zw\u00f6lf Boxk\u00e4mpfer");
    }

    @Test
    void ofOtherPasswordsNoMoreAreRefusedThanWasAskedFor() throws IOException {
        List<String> leaked = numbered("leaked password ", 20_000);
        assertThat(made("passwords", leaked, "--rate", "0.01")).contains(" 9.6 bits each", "% of others");
        BreachedFilter filter = BreachedFilter.read(filter());
        assertThat(leaked).allMatch(filter::mightContain);
        // 200 are to be expected; 300 are seven standard deviations more. The hashes are always the same.
        assertThat(numbered("other password ", 20_000).stream().filter(filter::mightContain).count())
                .isLessThan(300);
        assertThat(filter.entries()).isBetween(19_500L, 20_500L);
    }

    @Test
    void withoutAFileNothingIsRefused() {
        for (String none : Arrays.asList(null, "", " ")) {
            PasswordRules rules = TestHashes.rules(none);
            assertThatCode(() -> rules.check(Password.of(LEAKED), "password")).doesNotThrowAnyException();
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aFileThatIsNotThereStopsTheStartWithASentence(CapturedOutput output) {
        String none = directory.resolve("none").toString();
        assertThatThrownBy(() -> new SpringApplicationBuilder(Rules.class).web(WebApplicationType.NONE)
                .run("--sluice.auth.password.breached-filter=" + none).close())
                .hasRootCauseInstanceOf(NoSuchFileException.class);
        assertThat(output).contains("The filter of leaked passwords, "
                + "sluice.auth.password.breached-filter, cannot be read from " + none);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void whoHasNoFilterInProductionIsToldHowToMakeOne(CapturedOutput output) throws IOException {
        made("passwords", List.of(LEAKED));
        MockEnvironment environment = new MockEnvironment();
        new BreachedPasswords(TestHashes.properties(""), environment);
        environment.setActiveProfiles("production");
        new BreachedPasswords(TestHashes.properties(filter().toString()), environment);
        assertThat(output).doesNotContain("java -jar auth-service.jar breached-filter");
        for (String none : Arrays.asList(null, " ")) {
            new BreachedPasswords(TestHashes.properties(none), environment);
        }
        assertThat(output.toString().split("java -jar auth-service.jar breached-filter ")).hasSize(3);
    }

    @EnableConfigurationProperties(PasswordProperties.class)
    @Import(BreachedPasswords.class)
    static class Rules {
    }

    @Test
    void noFileButAWholeFilterWillDo() throws IOException {
        made("passwords", numbered("leaked password ", 100));
        byte[] whole = Files.readAllBytes(filter());
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 1));
        Path other = Files.writeString(directory.resolve("other"), LEAKED.repeat(9));
        for (Path bad : List.of(directory.resolve("none"), cut, other, directory)) {
            assertThatThrownBy(() -> TestHashes.rules(bad.toString()))
                    .isInstanceOf(BreachedFilterUnreadable.class).hasMessageContaining(bad.toString());
        }
    }

    @Test
    void whatIsNoListMakesNoFilter() throws IOException {
        Path source = Files.writeString(directory.resolve("source"), sha1(LEAKED) + "\n" + LEAKED + "\n");
        assertThat(run(2, "--hashes", source.toString(), filter().toString())).contains("line 2");
        assertThat(run(2, directory.resolve("none").toString(), filter().toString())).contains("No filter");
        assertThat(run(2, Files.writeString(directory.resolve("empty"), "short\n").toString(),
                filter().toString())).contains("no password");
        assertThat(run(2, "/dev/null", filter().toString())).contains("read twice");
        for (List<String> wrong : List.of(List.<String>of(), List.of("a"), List.of("--rate", "2", "a", "b"),
                List.of("--rate"), List.of("--least-count", "x", "a", "b"), List.of("--what", "a"),
                List.of("--least-count", "5", "a", "b"))) {
            assertThat(run(2, wrong.toArray(String[]::new))).contains("Usage");
        }
        assertThat(filter()).doesNotExist();
    }

    private String made(String name, List<String> lines, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(Files.write(directory.resolve(name), lines).toString());
        arguments.add(filter().toString());
        return run(0, arguments.toArray(String[]::new));
    }

    private static String run(int status, String... arguments) {
        List<String> said = new ArrayList<>();
        assertThat(BreachedFilterCommand.run(List.of(arguments), said::add)).as("%s", said).isEqualTo(status);
        assertThat(said).hasSize(1);
        return said.getFirst();
    }

    private Path filter() {
        return directory.resolve("breached.filter");
    }

    private void refused(String password) {
        assertThatThrownBy(() ->
                TestHashes.rules(filter().toString()).check(Password.of(password), "password"))
                .isInstanceOf(PasswordRefused.class).hasMessageContaining("leaked")
                .hasMessageNotContaining(password);
    }

    private void passes(String password) {
        assertThatCode(() -> TestHashes.rules(filter().toString()).check(Password.of(password), "password"))
                .doesNotThrowAnyException();
    }

    private static List<String> numbered(String text, int count) {
        return IntStream.range(0, count).mapToObj(number -> text + number).toList();
    }

    private static String sha1(String password) {
        return HexFormat.of().withUpperCase().formatHex(BreachedFilter.sha1(password));
    }
}
