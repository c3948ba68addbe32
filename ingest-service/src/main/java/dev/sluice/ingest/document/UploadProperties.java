package dev.sluice.ingest.document;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How documents are taken in.
 *
 * @param maxSize the largest document
 * @param lease how long an upload may show no progress before it counts as dead
 */
@ConfigurationProperties("sluice.ingest.upload")
@Validated
record UploadProperties(@DefaultValue("100MB") DataSize maxSize, @DefaultValue("30s") Duration lease) {

    /** How long the server waits for a silent client: less than others take to believe it dead. */
    Duration patience() {
        return lease.dividedBy(2);
    }

    UploadProperties {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("sluice.ingest.upload.max-size must be positive");
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("sluice.ingest.upload.lease must be at least one second");
        }
    }
}
