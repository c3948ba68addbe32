package dev.sluice.ingest.document;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The uploads on their way. Each is written down before its first byte is stored, so that whatever a crash
 * leaves is found; the database's clock decides which are dead, since it is the one that all instances share.
 */
@Repository
class Uploads {

    private final JdbcClient db;
    private final double lease;

    Uploads(JdbcClient db, UploadProperties properties) {
        this.db = db;
        lease = properties.lease().toMillis() / 1000.0;
    }

    /** An upload that is given up, and the object that it may have left. */
    record Abandoned(UUID id, String objectKey) {
    }

    /** Whether the upload may begin: not while another one with the same key is alive. */
    @Transactional
    boolean begin(UUID id, String objectKey, String submitter, @Nullable String idempotencyKey) {
        if (idempotencyKey != null) {
            db.sql("""
                    update upload set abandoned = true where submitter = :submitter and idempotency_key = :key
                        and alive_until < now()""")
                    .param("submitter", submitter).param("key", idempotencyKey).update();
        }
        return db.sql("""
                insert into upload (id, object_key, submitter, idempotency_key, alive_until)
                values (:id, :objectKey, :submitter, :key, now() + make_interval(secs => :lease))
                on conflict do nothing""")
                .param("id", id).param("objectKey", objectKey).param("submitter", submitter)
                .param("key", idempotencyKey).param("lease", lease).update() == 1;
    }

    /** Shows that the upload is alive; false when it was given up meanwhile. */
    boolean renew(UUID id) {
        return db.sql("update upload set alive_until = now() + make_interval(secs => :lease) where id = :id"
                + " and not abandoned").param("lease", lease).param("id", id).update() == 1;
    }

    /** Ends the upload in the transaction that adds its receipt; false when it was given up meanwhile. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean complete(UUID id) {
        return db.sql("delete from upload where id = :id and not abandoned").param("id", id).update() == 1;
    }

    /** Ends an upload that has left nothing. */
    void forget(UUID id) {
        db.sql("delete from upload where id = :id").param("id", id).update();
    }

    /** Gives up what shows no life. From now on none of these can complete. */
    List<Abandoned> abandonDead() {
        return db.sql("update upload set abandoned = true where alive_until < now() returning id, object_key")
                .query((row, index) -> new Abandoned(row.getObject("id", UUID.class),
                        row.getString("object_key"))).list();
    }

    /** Forgets what was given up so long ago that nobody can still be writing it. */
    void forgetAbandoned() {
        db.sql("delete from upload where abandoned and alive_until < now() - interval '1 hour'").update();
    }
}
