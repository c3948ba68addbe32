package dev.sluice.auth.account;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmailAddressTests {

    @ParameterizedTest
    @CsvSource({"Ann@Example.ORG, ann@example.org", "'  ann@example.org ', ann@example.org",
        "ann+sluice@example.org, ann+sluice@example.org", "ａｎｎ@example.org, ann@example.org",
        "ann＠example.org, ann@example.org", "jörg@bücher.example, jörg@xn--bcher-kva.example",
        "ann@a-b.c--d.1e, ann@a-b.c--d.1e"})
    void twoSpellingsAreOneAddress(String typed, String kept) {
        assertThat(EmailAddress.of(typed)).contains(new EmailAddress(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "@example.org", "ann@", "ann@example", "a b@example.org",
        "ann@exa mple.org", "ann@-example.org", "ann@example-.org", "ann@example.-org", "ann@example..org",
        "ann@example.org.", "ann@.example.org", "ann@example_1.org", "a@b@example.org",
        "ann\u0000@example.org", "ann\ud83e@example.org", "ann@example.org\r\nBcc: all@example.org",
        "<ann@example.org>"})
    void whatCannotBeAnAddressIsNone(String typed) {
        assertThat(EmailAddress.of(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x1680, 0x17b4, 0x180b, 0x180e, 0x200b,
        0x200d, 0x200e, 0x202e, 0x2028, 0x2029, 0x2060, 0x2066, 0x2800, 0x3164, 0xe000, 0xfe0f, 0xfeff,
        0xffa0, 0xfff0, 0x1d159, 0x1d173, 0xe0001, 0xe0041, 0xe0100, 0x50000, 0x10fffd})
    void noNewAccountHasAnAddressThatLooksLikeAnother(int unseen) {
        String typed = "an" + Character.toString(unseen) + "n@example.org";
        assertThat(EmailAddress.ofNewAccount(typed)).isEmpty();
    }

    @Test
    void anAccountFromBeforeIsFoundByAnAddressThatNobodyGetsAnyMore() {
        for (String kept : List.of("an\u200bn@example.org", "a%2fb@example.org")) {
            assertThat(EmailAddress.of(kept)).contains(new EmailAddress(kept));
            assertThat(EmailAddress.ofNewAccount(kept)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%b@example.org", "100%@example.org", "%x1@example.org", "j\u00f6rg@example.org",
        "\u5c71\u7530@example.org", "\u0905\u0928\u0941@example.org", "!#$&'*+-=?^_`{|}~@example.org"})
    void whatCanBeSeenAndNamedIsAnAddressForANewAccount(String typed) {
        assertThat(EmailAddress.ofNewAccount(typed)).isPresent();
    }

    @Test
    void aLabelOfTheDomainHasAtMost63Characters() {
        assertThat(EmailAddress.of("ann@" + "e".repeat(63) + ".org")).isPresent();
        assertThat(EmailAddress.of("ann@" + "e".repeat(64) + ".org")).isEmpty();
        assertThat(EmailAddress.of("ann@" + "é".repeat(63) + ".org")).isEmpty();
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
