package dev.sluice.common.object;

import java.util.Objects;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The object store of a service that has the S3 client and is told to use it. */
@AutoConfiguration(before = ObjectAutoConfiguration.class)
@ConditionalOnClass(S3Client.class)
@ConditionalOnProperty(name = "sluice.objects.store", havingValue = "s3")
@EnableConfigurationProperties(ObjectProperties.class)
class S3AutoConfiguration {

    /** S3 takes no smaller part, but for the last. */
    private static final long SMALLEST_PART = 5L * 1024 * 1024;

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    ObjectStore s3Objects(ObjectProperties properties) {
        ObjectProperties.S3 s3 = properties.s3();
        if (s3.bucket().isBlank()) {
            throw new InvalidConfigurationPropertyValueException("sluice.objects.s3.bucket", s3.bucket(),
                    "The store is S3, so a bucket must be named");
        }
        long part = Math.max(SMALLEST_PART, s3.partSize().toBytes());
        return new S3Objects(client(s3), s3.bucket(), Math.toIntExact(part));
    }

    static S3Client client(ObjectProperties.S3 s3) {
        S3ClientBuilder client = S3Client.builder().region(Region.of(s3.region()))
                .forcePathStyle(s3.pathStyle());
        if (s3.endpoint() != null) {
            // A compatible store need not know the checksums that AWS asks for since 2025.
            client.endpointOverride(s3.endpoint())
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
        if (s3.accessKey() != null) {
            client.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    s3.accessKey(), Objects.requireNonNullElse(s3.secretKey(), ""))));
        }
        return client.build();
    }
}
