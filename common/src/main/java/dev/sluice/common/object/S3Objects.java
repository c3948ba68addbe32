package dev.sluice.common.object;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Objects in an S3 bucket. What is larger than one part goes up in parts as it is read, so that an upload
 * holds one part in memory; S3 shows the object when the last part is there.
 */
final class S3Objects implements ObjectStore, AutoCloseable {

    private static final String SHA256 = "sha256";
    /** What S3 copies in one request. */
    private static final long LARGEST_COPY = 5L * 1024 * 1024 * 1024;

    private final S3Client s3;
    private final String bucket;
    private final int partSize;

    S3Objects(S3Client s3, String bucket, int partSize) {
        this.s3 = s3;
        this.bucket = bucket;
        this.partSize = partSize;
    }

    @Override
    public Stored put(String key, InputStream bytes) throws IOException {
        ObjectKeys.valid(key);
        Measured measured = new Measured(bytes);
        byte[] first = measured.readNBytes(partSize);
        try {
            return first.length < partSize ? putWhole(key, first, measured) : putParts(key, first, measured);
        }
        catch (SdkException failed) {
            throw new IOException("The object could not be stored", failed);
        }
    }

    private Stored putWhole(String key, byte[] bytes, Measured measured) {
        Stored stored = measured.stored(key);
        s3.putObject(put -> put.bucket(bucket).key(key).metadata(Map.of(SHA256, stored.sha256())),
                RequestBody.fromBytes(bytes));
        return stored;
    }

    private Stored putParts(String key, byte[] first, Measured measured) throws IOException {
        String upload = s3.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (byte[] part = first; part.length > 0; part = measured.readNBytes(partSize)) {
                parts.add(putPart(key, upload, parts.size() + 1, part));
            }
            s3.completeMultipartUpload(complete -> complete.bucket(bucket).key(key).uploadId(upload)
                    .multipartUpload(all -> all.parts(parts)));
            Stored stored = measured.stored(key);
            describe(stored);
            return stored;
        }
        catch (Throwable failed) {
            abort(key, upload, failed);
            throw failed;
        }
    }

    /** An upload in parts is described before its first byte is read: a copy onto itself adds the digest. */
    private void describe(Stored stored) {
        if (stored.size() <= LARGEST_COPY) {
            s3.copyObject(copy -> copy.sourceBucket(bucket).sourceKey(stored.key()).destinationBucket(bucket)
                    .destinationKey(stored.key()).metadataDirective(MetadataDirective.REPLACE)
                    .metadata(Map.of(SHA256, stored.sha256())));
        }
    }

    private void abort(String key, String upload, Throwable failed) {
        try {
            s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(upload));
        }
        catch (SdkException left) {
            failed.addSuppressed(left);
        }
    }

    private CompletedPart putPart(String key, String upload, int number, byte[] bytes) {
        String tag = s3.uploadPart(part -> part.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromBytes(bytes)).eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    @Override
    public InputStream open(String key) throws IOException {
        ObjectKeys.valid(key);
        try {
            return s3.getObject(get -> get.bucket(bucket).key(key));
        }
        catch (NoSuchKeyException none) {
            throw new ObjectNotFound(key);
        }
        catch (SdkException failed) {
            throw new IOException("The object could not be opened", failed);
        }
    }

    @Override
    public boolean exists(String key) throws IOException {
        return head(key) != null;
    }

    /** Asks for the object's description; one that has no digest there is read. */
    @Override
    public Optional<Stored> find(String key) throws IOException {
        HeadObjectResponse head = head(key);
        if (head == null) {
            return Optional.empty();
        }
        String digest = head.metadata().get(SHA256);
        if (digest != null) {
            return Optional.of(new Stored(key, head.contentLength(), digest));
        }
        try (Measured object = new Measured(open(key))) {
            return Optional.of(object.exhaust().stored(key));
        }
    }

    private @Nullable HeadObjectResponse head(String key) throws IOException {
        ObjectKeys.valid(key);
        try {
            return s3.headObject(ask -> ask.bucket(bucket).key(key));
        }
        catch (NoSuchKeyException none) {
            return null;
        }
        catch (SdkException failed) {
            throw new IOException("The object could not be looked up", failed);
        }
    }

    @Override
    public Stored copy(String from, String to) throws IOException {
        ObjectKeys.valid(to);
        Stored source = find(from).orElseThrow(() -> new ObjectNotFound(from));
        if (source.size() > LARGEST_COPY) {
            try (InputStream bytes = open(from)) {
                return put(to, bytes);
            }
        }
        try {
            s3.copyObject(copy -> copy.sourceBucket(bucket).sourceKey(from).destinationBucket(bucket)
                    .destinationKey(to));
            return new Stored(to, source.size(), source.sha256());
        }
        catch (SdkException failed) {
            throw new IOException("The object could not be copied", failed);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        ObjectKeys.valid(key);
        try {
            s3.deleteObject(delete -> delete.bucket(bucket).key(key));
        }
        catch (SdkException failed) {
            throw new IOException("The object could not be deleted", failed);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
