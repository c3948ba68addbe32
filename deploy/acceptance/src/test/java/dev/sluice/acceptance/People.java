package dev.sluice.acceptance;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.sluice.local.demo.Door;
import dev.sluice.local.demo.Platform;

/** Signs people up and in at a platform. */
record People(Platform platform, HttpClient http) {

    Door anonymous() {
        return Door.anonymous(http);
    }

    Door administrator() {
        return signIn(platform.administrator(), platform.password());
    }

    /** Somebody who was never here before. */
    Door newcomer(String... roles) {
        String email = UUID.randomUUID() + "@example.org";
        String password = UUID.randomUUID().toString();
        anonymous().post(URI.create(platform.auth() + "/auth/signup"), Map.of(
                "first_name", "Ann", "last_name", "Lee", "email", email, "password", password)).expect(201);
        administrator().put(URI.create(platform.auth() + "/admin/users/" + email + "/roles"), List.of(roles))
                .expect(200, 204);
        return signIn(email, password);
    }

    private Door signIn(String email, String password) {
        return anonymous().with(anonymous()
                .post(URI.create(platform.auth() + "/auth/signin"),
                        Map.of("email", email, "password", password))
                .expect(200).text("access_token"));
    }
}
