package dev.sluice.auth.account;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.password.ImportedHash;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.password.PasswordHashes;
import dev.sluice.auth.password.PasswordRules;
import dev.sluice.common.identity.Role;

/** Opens accounts: at most one for each address, however many ask at the same moment. */
@Component
public class Registration {

    private final Accounts accounts;
    private final PasswordRules rules;
    private final PasswordHashes hashes;
    private final TransactionTemplate transaction;
    private final AuditTrail audit;
    private final Clock clock;

    Registration(Accounts accounts, PasswordRules rules, PasswordHashes hashes,
            TransactionTemplate transaction, AuditTrail audit, Clock clock) {
        this.accounts = accounts;
        this.rules = rules;
        this.hashes = hashes;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Opens an account, with names as they are and the address normalised. Whoever finds no place for a
     * hash is told nothing of the address.
     *
     * @param as what the audit trail calls it
     * @throws InvalidEmail if the address cannot be one
     * @throws EmailTaken if the address has an account
     */
    public Account register(String email, String firstName, String lastName, Password password,
            Set<Role> roles, AuditType as) {
        EmailAddress address = EmailAddress.ofNewAccount(email).orElseThrow(InvalidEmail::new);
        check(password, "password", address, firstName, lastName);
        // No transaction around the hash: it takes long, and a connection is dear.
        return open(address, firstName, lastName, hash(password, address), roles, as);
    }

    private String hash(Password password, EmailAddress free) {
        try (PasswordHashes.Turn turn = hashes.turn()) {
            if (accounts.existsByEmail(free.value())) {
                throw new EmailTaken();
            }
            return turn.hash(password);
        }
    }

    /**
     * Opens an account with what another system has kept of a password, whatever that password is.
     *
     * @throws InvalidEmail if the address cannot be one
     * @throws EmailTaken if the address has an account
     */
    public Account adopt(String email, String firstName, String lastName, ImportedHash hash,
            Set<Role> roles) {
        EmailAddress address = EmailAddress.ofNewAccount(email).orElseThrow(InvalidEmail::new);
        return open(address, firstName, lastName, hash.accepted(), roles, AuditType.ACCOUNT_IMPORTED);
    }

    private Account open(EmailAddress address, String firstName, String lastName, String hash,
            Set<Role> roles, AuditType as) {
        try {
            Account open = Account.open(address, firstName.strip(), lastName.strip(), hash, roles,
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            return transaction.execute(status -> {
                Account saved = accounts.save(open);
                audit.record(AuditEvent.of(as).about(saved.id())
                        .with(AuditField.ROLES_AFTER, roles.stream().map(Role::claim).toList()));
                return saved;
            });
        }
        catch (DuplicateKeyException somebodyWasFaster) {
            throw new EmailTaken();
        }
    }

    /**
     * The hash of another password for an account.
     *
     * @param member of the request that has it
     * @throws dev.sluice.auth.password.PasswordRefused if the account may not have such a password
     */
    public String hashFor(Account account, Password wanted, String member) {
        check(wanted, member, new EmailAddress(account.email()), account.firstName(), account.lastName());
        return hashes.hash(wanted);
    }

    private void check(Password password, String member, EmailAddress address, String firstName,
            String lastName) {
        rules.check(password, member, address.value(), address.localPart(), firstName + " " + lastName);
    }
}
