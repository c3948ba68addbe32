package dev.sluice.ingest.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.object.ObjectStore;
import dev.sluice.common.outbox.Outbox;
import dev.sluice.common.test.SluiceTest;
import dev.sluice.ingest.Door;
import dev.sluice.ingest.dataset.Datasets;
import dev.sluice.ingest.receipt.Receipt;
import dev.sluice.ingest.receipt.Receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SluiceTest
class IntakeTests {

    @Autowired
    private Receipts receipts;

    @Autowired
    private ObjectStore objects;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void aDocumentOfWhichNobodyKnowsWhetherItWasAcceptedIsKept(@LocalServerPort int port,
            @Autowired Datasets datasets, @Autowired Uploads uploads, @Autowired Outbox outbox,
            @Autowired Announcement announcement, @Autowired UploadProperties properties,
            @Autowired Clock clock) throws IOException {
        Intake intake = new Intake(datasets, receipts, uploads, objects, outbox, announcement,
                new AnswerLost(transaction), properties, clock);
        Actor submitter =
                new Actor(UUID.randomUUID().toString(), "submitter@example.org", Set.of(), Set.of());
        assertThatThrownBy(() -> intake.accept(new Sent(new Door(port).dataset(), "a.csv",
                new ByteArrayInputStream(Door.CSV.getBytes(StandardCharsets.UTF_8)), -1, "k", submitter)))
                .isInstanceOf(Unavailable.class);
        Receipt receipt = receipts.find(submitter.id(), "k").orElseThrow();
        assertThat(objects.find(receipt.objectKey())).isPresent();
    }

    /** A database that commits, and dies before it can say so. */
    private record AnswerLost(TransactionOperations transaction) implements TransactionOperations {

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            transaction.execute(action);
            throw new TransactionSystemException("The answer was lost");
        }
    }
}
