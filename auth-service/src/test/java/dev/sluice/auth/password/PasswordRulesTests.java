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
    @ValueSource(strings = {"gentle river stone", "              x", "zwölf Boxkämpfer", "ⵣⴰⵎⵓⵔⵜ ⵏ ⵉⵎⴰⵣⵉⵖⵏ",
        "748261930571846", "🦀🐙🦑🐬🦈🐳🐋🦭🐊🐢🦎🐍🐲🦕🦖"})
    void anyKindOfCharactersWillDo(String typed) {
        assertThatCode(() -> rules.check(Password.of(typed))).doesNotThrowAnyException();
    }

    @Test
    void theLengthIsCountedInCodePoints() {
        refused("🦀🐙🦑🐬🦈🐳🐋🦭🐊🐢🦎🐍🐲🦕", "at least 15");
        refused("gentle river s", "at least 15");
        assertThatCode(() -> rules.check(Password.of(different(128)))).doesNotThrowAnyException();
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

    @Test
    void aPasswordIsNotTheAddress() {
        assertThatThrownBy(() -> rules.check(Password.of("Ann.Lee@example.org"), "ann.lee@example.org"))
                .isInstanceOf(PasswordRefused.class);
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
        assertThatThrownBy(() -> rules.check(Password.of(typed))).isInstanceOf(PasswordRefused.class)
                .hasMessageContaining(reason).hasMessageNotContaining(typed.substring(0, 10));
    }

    private static String different(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + i * i % 23));
        }
        return text.toString();
    }
}
