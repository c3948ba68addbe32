package dev.sluice.ingest.document;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

import dev.sluice.common.object.ObjectStore;
import dev.sluice.common.object.Stored;
import dev.sluice.common.outage.Outages;
import dev.sluice.common.outbox.Outbox;
import dev.sluice.ingest.dataset.Dataset;
import dev.sluice.ingest.dataset.Datasets;
import dev.sluice.ingest.dataset.UnknownDataset;
import dev.sluice.ingest.receipt.Receipt;
import dev.sluice.ingest.receipt.Receipts;

/**
 * Takes documents in. First the bytes are stored, then receipt and event are written in one transaction: a
 * document that was accepted is whole and will be announced, one that was not leaves nothing behind.
 */
@Service
class Intake {

    private final Datasets datasets;
    private final Receipts receipts;
    private final Uploads uploads;
    private final ObjectStore objects;
    private final Outbox outbox;
    private final Announcement announcement;
    private final TransactionOperations transaction;
    private final UploadProperties properties;
    private final Clock clock;

    Intake(Datasets datasets, Receipts receipts, Uploads uploads, ObjectStore objects, Outbox outbox,
            Announcement announcement, TransactionOperations transaction, UploadProperties properties,
            Clock clock) {
        this.datasets = datasets;
        this.receipts = receipts;
        this.uploads = uploads;
        this.objects = objects;
        this.outbox = outbox;
        this.announcement = announcement;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /** Returns when the document is stored for good; whatever is thrown says why it was not accepted. */
    Accepted accept(Sent sent) {
        try {
            return tryAccept(sent);
        }
        catch (TransactionException inDoubt) {
            throw new Unavailable(inDoubt);
        }
        catch (DataAccessException failed) {
            throw Outages.isOutage(failed) ? new Unavailable(failed) : failed;
        }
        catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Accepted tryAccept(Sent sent) throws IOException {
        Dataset dataset = datasets.find(sent.dataset()).orElseThrow(UnknownDataset::new);
        if (sent.declaredSize() > properties.maxSize().toBytes()) {
            throw new DocumentTooLarge(properties.maxSize().toBytes());
        }
        if (sent.idempotencyKey() != null) {
            var earlier = receipts.find(sent.by().id(), sent.idempotencyKey());
            if (earlier.isPresent()) {
                return repeated(sent, earlier.get(), Sha256.of(incoming(sent, () -> { })));
            }
        }
        UUID id = UUID.randomUUID();
        String objectKey = "uploads/" + id + "/" + sent.fileName();
        if (!uploads.begin(id, objectKey, sent.by().id(), sent.idempotencyKey())) {
            throw new UploadInFlight();
        }
        return record(sent, dataset, id, store(sent, dataset, id, objectKey));
    }

    private Stored store(Sent sent, Dataset dataset, UUID id, String objectKey) throws IOException {
        try {
            BufferedInputStream document = new BufferedInputStream(
                    incoming(sent, new Heartbeat(properties.lease(), () -> renew(id))));
            Header.check(document, dataset.contract());
            return objects.put(objectKey, document);
        }
        catch (IOException | RuntimeException refused) {
            remove(id, objectKey, refused);
            throw refused;
        }
    }

    /** Bytes of an upload that was given up are not worth storing. */
    private void renew(UUID id) {
        if (!uploads.renew(id)) {
            throw new UploadAbandoned();
        }
    }

    private Accepted record(Sent sent, Dataset dataset, UUID id, Stored stored) throws IOException {
        try {
            Receipt receipt = Objects.requireNonNull(transaction.execute(running ->
                    write(sent, dataset, id, stored)));
            return new Accepted(receipt, false);
        }
        catch (UploadAbandoned tooSlow) {
            remove(id, stored.key(), tooSlow);
            throw tooSlow;
        }
        catch (DuplicateKeyException overtaken) {
            // The same key was completed since we looked: the first receipt is the one.
            remove(id, stored.key(), overtaken);
            Receipt earlier = receipts.find(sent.by().id(), Objects.requireNonNull(sent.idempotencyKey()))
                    .orElseThrow(() -> overtaken);
            return repeated(sent, earlier, stored.sha256());
        }
        // After any other failure the commit may have happened, so the object stays. If there is no receipt,
        // the upload is still written down and the sweep removes both.
    }

    private Receipt write(Sent sent, Dataset dataset, UUID id, Stored stored) {
        if (!uploads.complete(id)) {
            throw new UploadAbandoned();
        }
        Instant now = clock.instant();
        Receipt receipt = Receipt.received(id, dataset.name(), stored.key(), stored.size(), stored.sha256(),
                sent.by().id(), sent.idempotencyKey(), now);
        receipts.add(receipt);
        outbox.add(Announcement.TOPIC, announcement.received(id, dataset, stored, sent.by(), now));
        return receipt;
    }

    private static Accepted repeated(Sent sent, Receipt earlier, String sha256) {
        if (!earlier.dataset().equals(sent.dataset()) || !earlier.sha256().equals(sha256)) {
            throw new KeyReused();
        }
        return new Accepted(earlier, true);
    }

    private InputStream incoming(Sent sent, Runnable progress) {
        return new Incoming(sent.body(), properties.maxSize().toBytes(), progress);
    }

    /** Removes what a refused upload left; when that fails too, the sweep does it. */
    private void remove(UUID id, String objectKey, Exception refused) {
        try {
            objects.delete(objectKey);
            uploads.forget(id);
        }
        catch (IOException | RuntimeException later) {
            refused.addSuppressed(later);
        }
    }
}
