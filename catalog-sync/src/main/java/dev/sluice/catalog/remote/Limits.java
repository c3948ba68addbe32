package dev.sluice.catalog.remote;

import java.net.http.HttpClient;
import java.time.Duration;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/** How long a call may take, so that no worker waits for ever. */
public record Limits(Duration connect, Duration read) {

    /** Connections with these limits. */
    public ClientHttpRequestFactory connections() {
        JdkClientHttpRequestFactory connections = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1).connectTimeout(connect).build());
        connections.setReadTimeout(read);
        return connections;
    }
}
