package dev.sluice.auth.password;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordRulesTests {

    private final PasswordRules rules = TestHashes.rules(null);

    @ParameterizedTest
    @ValueSource(strings = {"gentle river stone", "  plum  orchard ", "zwölf Boxkämpfer", "ⵣⴰⵎⵓⵔⵜ ⵏ ⵉⵎⴰⵣⵉⵖⵏ",
        "748261930571846", "🦀🐙🦑🐬🦈🐳🐋🦭🐊🐢🦎🐍🐲🦕🦖"})
    void anyKindOfCharactersWillDo(String typed) {
        assertThatCode(() -> rules.check(Password.of(typed), "password")).doesNotThrowAnyException();
    }

    @Test
    void theLengthIsCountedInCodePoints() {
        refused("🦀🐙🦑🐬🦈🐳🐋🦭🐊🐢🦎🐍🐲🦕", "at least 15");
        refused("gentle river s", "at least 15");
        assertThatCode(() -> rules.check(Password.of(different(128)), "password")).doesNotThrowAnyException();
    }

    @Test
    void whatIsTooLongIsRefusedAndNeverCut() {
        refused(different(129), "at most 128");
        refused("x".repeat(1_000_000), "at most 128");
        // One character that NFKC writes with eighteen.
        refused("ﷺ".repeat(15), "at most 128");
    }

    @Test
    void halfACharacterIsNoText() {
        refused("gentle river stone\ud83e", "must be text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012345", "PasswordPassword", "correct horse battery staple",
        "aaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "letmeinletmeinletmein", "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ"})
    void whatIsGuessedFirstIsRefused(String typed) {
        refused(typed, "guessed first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password8374652", "P@ssw0rd!!2024!!", "Pa$$word-Pa$$word-1", "Sluice-2024-2025",
        "sluice admin 123", "letmein7letmein7", "xyzzy!xyzzy!xyzzy!", "aaaaaaaabbbbbbbb", "              x",
        "qwertz12345asdfgh", "poiuytrewq987654", "klmnopqrstuvwxyz", "абвгджзийклмнопр",
        "iloveyou 14.02.1999"})
    void aWordThatIsGuessedFirstIsNoBetterForWhatIsAddedToIt(String typed) {
        refused(typed, "guessed first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"another password altogether", "dev-only-administrator", "property understudy",
        "letmein into gentle rivers", "summer holiday by the sea", "1990 gentle 2345",
        "password🦀🐙🦑🐬🦈🐳🐋🦭"})
    void aWordAmongOthersDoesNoHarm(String typed) {
        assertThatCode(() -> rules.check(Password.of(typed), "password")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann.Marie@example.org", "ann marie o'neill", "AnnMarieO'Neill1999",
        "0neill-4nn-m4r1e", "example.org-2024", "ann.marie ann.marie"})
    void aPasswordIsNotMadeOfTheNameOrTheAddress(String typed) {
        assertThatThrownBy(() -> rules.check(Password.of(typed), "password", "ann.marie@example.org",
                "ann.marie", "Ann Marie O'Neill")).isInstanceOf(PasswordRefused.class)
                .hasMessageContaining("name or address");
        assertThatCode(() -> rules.check(Password.of(typed), "password", "bob@ray.net", "bob", "Bob Ray"))
                .doesNotThrowAnyException();
    }

    @Test
    void aRefusalPointsAtTheMemberThatHasThePassword() {
        assertThatThrownBy(() -> rules.check(Password.of("letmein"), "new_password"))
                .isInstanceOfSatisfying(PasswordRefused.class, refused ->
                        assertThat(refused.getBody().getProperties()).asString().contains("#/new_password"));
    }

    @Test
    void theSameCharactersAreTheSamePassword() {
        assertThat(Password.of("zwo\u0308lf Boxka\u0308mpfer").text())
                .isEqualTo(Password.of("zwölf Boxkämpfer").text());
    }

    @Test
    void aPasswordIsNeverShown() {
        assertThat(Password.of("gentle river stone")).asString().doesNotContain("river");
    }

    private void refused(String typed, String reason) {
        assertThatThrownBy(() -> rules.check(Password.of(typed), "password"))
                .isInstanceOf(PasswordRefused.class).hasMessageContaining(reason)
                .hasMessageNotContaining(typed.substring(0, 10));
    }

    private static String different(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + i * i % 23));
        }
        return text.toString();
    }
}
