package dev.sluice.ingest.document;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Ends a request whose body has stopped to come while its upload still counts as alive. */
@Component
class UploadPatience implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final UploadProperties properties;

    UploadPatience(UploadProperties properties) {
        this.properties = properties;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addConnectorCustomizers(connector -> {
            // By its name: a time of its own for bodies, beside that for requests to begin.
            connector.setProperty("disableUploadTimeout", "false");
            connector.setProperty("connectionUploadTimeout", Long.toString(properties.patience().toMillis()));
        });
    }
}
