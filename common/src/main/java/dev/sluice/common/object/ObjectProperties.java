package dev.sluice.common.object;

import java.net.URI;
import java.nio.file.Path;

import jakarta.validation.Valid;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where objects live.
 *
 * @param store the kind of store
 */
@ConfigurationProperties("sluice.objects")
@Validated
record ObjectProperties(@DefaultValue("file") Store store, @DefaultValue @Valid File file,
        @DefaultValue @Valid S3 s3) {

    enum Store {
        FILE, S3
    }

    /** @param root the folder that all services share */
    record File(@DefaultValue(".sluice/objects") Path root) {
    }

    /**
     * An S3 bucket, or one of a compatible store.
     *
     * @param bucket its name; required when the store is S3
     * @param endpoint of a compatible store; by default AWS
     * @param region where the bucket is
     * @param pathStyle whether the bucket's name goes into the path instead of the host name
     * @param accessKey by default the SDK's own chain of credentials is asked
     * @param secretKey goes with the access key
     * @param partSize what is held in memory for each running upload
     */
    record S3(@DefaultValue("") String bucket, @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region, @DefaultValue("false") boolean pathStyle,
            @Nullable String accessKey, @Nullable String secretKey,
            @DefaultValue("8MB") DataSize partSize) {

        /** Without the keys, since properties end up in messages. */
        @Override
        public String toString() {
            return "S3[bucket=" + bucket + ", endpoint=" + endpoint + ", region=" + region + "]";
        }
    }
}
