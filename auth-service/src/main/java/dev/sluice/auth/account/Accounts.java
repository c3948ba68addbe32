package dev.sluice.auth.account;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * All accounts. Each call is a transaction, and so takes one connection: outside of one, the roles of an
 * account are read over a second connection while the first is held, and a full pool waits for itself.
 */
@Transactional(readOnly = true)
public interface Accounts extends Repository<Account, UUID> {

    @Transactional
    Account save(Account account);

    Optional<Account> findById(UUID id);

    /** The account of an address, in the form of {@link EmailAddress}. */
    Optional<Account> findByEmail(String email);

    boolean existsByEmail(String email);
}
