package dev.sluice.common.object;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class S3ObjectsTests extends ObjectStoreContract {

    private static final String BUCKET = "sluice";
    private static final int PART = 5 * MB;

    private static S3Mock server;
    private static S3Client client;

    @BeforeAll
    static void start() throws IOException {
        server = S3Mock.start();
        URI endpoint = server.endpoint();
        client = S3AutoConfiguration.client(new ObjectProperties.S3(BUCKET, endpoint, "us-east-1", true,
                "key", "dev-only-secret", DataSize.ofBytes(PART)));
        client.createBucket(create -> create.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Override
    ObjectStore store() {
        return new S3Objects(client, BUCKET, PART);
    }

    @Test
    void anObjectThatWentUpInPartsIsFoundAndCopiedWithoutReadingIt() throws IOException {
        S3Client unread = new DelegatingS3Client(client) {
            @Override
            public <T> T getObject(GetObjectRequest request,
                    ResponseTransformer<GetObjectResponse, T> transformer) {
                throw new AssertionError("The object was read");
            }
        };
        ObjectStore store = new S3Objects(unread, BUCKET, PART);
        Stored stored = store.put("uploads/parts", new ByteArrayInputStream(bytes(11 * MB)));
        assertThat(store.find("uploads/parts")).contains(stored);
        assertThat(store.copy("uploads/parts", "archive/parts").sha256()).isEqualTo(stored.sha256());
    }

    @Test
    void anUploadThatFailedLeavesNoPartsToPayFor() {
        assertThatThrownBy(() -> store().put("uploads/broken", breaking(11 * MB)))
                .isInstanceOf(IOException.class);
        assertThat(client.listMultipartUploads(list -> list.bucket(BUCKET)).uploads()).isEmpty();
    }

    @Test
    void whyAnUploadFailedIsToldAlsoWhenItsPartsCannotBeRemoved() {
        S3Client keepsParts = new DelegatingS3Client(client) {
            @Override
            public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
                throw SdkClientException.create("no line to S3");
            }
        };
        ObjectStore store = new S3Objects(keepsParts, BUCKET, PART);
        assertThatThrownBy(() -> store.put("uploads/broken", breaking(11 * 1024 * 1024)))
                .isInstanceOf(IOException.class).hasMessageContaining("cut")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }
}
