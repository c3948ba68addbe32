package dev.sluice.ingest.document;

import jakarta.servlet.MultipartConfigElement;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Holds forms to the limit of a document; their parts go to disk and never into memory. */
@Configuration(proxyBeanMethods = false)
class MultipartLimits {

    /** For boundaries and headers of the parts. */
    private static final long OVERHEAD = 64 * 1024;

    @Bean
    MultipartConfigElement multipartConfig(UploadProperties properties) {
        long limit = properties.maxSize().toBytes();
        return new MultipartConfigElement("", limit, limit + OVERHEAD, 0);
    }
}
