package dev.sluice.auth.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmailAddressTests {

    @ParameterizedTest
    @CsvSource({"Ann@Example.ORG, ann@example.org", "'  ann@example.org ', ann@example.org",
        "ann+sluice@example.org, ann+sluice@example.org", "ａｎｎ@example.org, ann@example.org",
        "ann＠example.org, ann@example.org", "jörg@bücher.example, jörg@xn--bcher-kva.example"})
    void twoSpellingsAreOneAddress(String typed, String kept) {
        assertThat(EmailAddress.of(typed)).contains(new EmailAddress(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "@example.org", "ann@", "ann@example", "a b@example.org",
        "ann@exa mple.org", "ann@-example.org", "ann@example..org", "a@b@example.org",
        "ann\u0000@example.org", "ann\ud83e@example.org", "ann@example.org\r\nBcc: all@example.org",
        "<ann@example.org>"})
    void whatCannotBeAnAddressIsNone(String typed) {
        assertThat(EmailAddress.of(typed)).isEmpty();
    }

    @Test
    void anAddressHasAtMost254Characters() {
        String domain = "example.org";
        assertThat(EmailAddress.of("a".repeat(64) + "@" + domain)).isPresent();
        assertThat(EmailAddress.of("a".repeat(65) + "@" + domain)).isEmpty();
        assertThat(EmailAddress.of("a@" + "b.".repeat(130) + domain)).isEmpty();
        assertThat(EmailAddress.of("a".repeat(1_000_000) + "@" + domain)).isEmpty();
    }
}
