package dev.sluice.auth.account;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All accounts. Each question is one statement, and each change a transaction. */
@Transactional(propagation = Propagation.SUPPORTS)
public interface Accounts extends Repository<Account, UUID> {

    @Transactional
    Account save(Account account);

    @Query(value = AccountRow.SELECT + "where id = :id", rowMapperClass = AccountRow.class)
    Optional<Account> findById(UUID id);

    /** The account of an address, in the form of {@link EmailAddress}. */
    @Query(value = AccountRow.SELECT + "where email = :email", rowMapperClass = AccountRow.class)
    Optional<Account> findByEmail(String email);

    boolean existsByEmail(String email);

    /**
     * The account of an address or else, with the same work for the database, another one: the first from
     * that id on, or after the last one the first of all. All three are looked up before one is taken.
     */
    @Query(value = AccountRow.SELECT + """
            where id = (select found.id from (
                            (select id, 1 as choice from account where email = :email)
                            union all
                            (select id, 2 from account where id >= :from order by id limit 1)
                            union all
                            (select id, 3 from account order by id limit 1)) found
                        order by found.choice limit 1)""", rowMapperClass = AccountRow.class)
    Optional<Account> findByEmailOrFrom(String email, UUID from);

    /**
     * Replaces the hash by another one of the same password, and nothing else: not even the version, since
     * whoever changes the account meanwhile need not know. Returns whether the hash was still the old one.
     */
    @Modifying
    @Transactional
    @Query("update account set password_hash = :renewed where id = :id and password_hash = :old")
    boolean replaceHash(UUID id, String old, String renewed);
}
