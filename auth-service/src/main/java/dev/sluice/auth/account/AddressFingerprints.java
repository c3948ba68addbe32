package dev.sluice.auth.account;

import org.springframework.stereotype.Component;

import dev.sluice.auth.key.Vault;

/** What an address is called where it must not be written; what was typed may be a password by mistake. */
@Component
public class AddressFingerprints {

    private static final String PURPOSE = "address of an attempt";

    private final Vault vault;

    AddressFingerprints(Vault vault) {
        this.vault = vault;
    }

    /** The same for the same address, however it was typed. */
    public String of(String typed) {
        return vault.mark(PURPOSE, EmailAddress.of(typed).map(EmailAddress::value).orElse(typed));
    }
}
