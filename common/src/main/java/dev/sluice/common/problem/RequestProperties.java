package dev.sluice.common.problem;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a request may be.
 *
 * @param maxBody the largest body that is read into a parameter of a controller, below 1 GB
 */
@Validated
@ConfigurationProperties("sluice.request")
record RequestProperties(@DefaultValue("1MB") DataSize maxBody) {

    RequestProperties {
        if (maxBody.toBytes() < 1 || maxBody.toGigabytes() >= 1) {
            throw new IllegalArgumentException("sluice.request.max-body must be positive and below 1GB");
        }
    }
}
