package dev.sluice.auth.proof;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.account.Person;
import dev.sluice.auth.key.Vault;
import dev.sluice.auth.password.Password;

/**
 * The devices with which people have signed in: each shows a cookie that only we can make. Whether one still
 * is its account's shows when that is looked up, for which a password that is remembered has no need.
 */
@Component
public class Devices {

    private static final String COOKIE = "sluice-device";
    private static final String PATH = "/auth";
    /** The part of its life during which a cookie is not replaced. */
    private static final int AS_GOOD_AS_NEW = 100;

    private final Vault vault;
    private final GuessingProperties properties;
    private final JsonMapper json;
    private final Clock clock;

    Devices(Vault vault, GuessingProperties properties, JsonMapper json, Clock clock) {
        this.vault = vault;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
    }

    /** What the cookie says, sealed: the last account that somebody signed in to with this device. */
    private record Device(UUID id, String address, @Nullable Long epoch, Instant seenAt) {

        KnownDevice known() {
            return new KnownDevice(id, epoch, seenAt);
        }
    }

    /** The attempt that a request is. */
    public Attempt attempt(String email, Password password, HttpServletRequest request) {
        Attempt stranger = Attempt.of(email, password, Network.of(request.getRemoteAddr()));
        Cookie shown = WebUtils.getCookie(request, COOKIE);
        return shown == null ? stranger : open(shown.getValue())
                .filter(device -> device.address().equals(stranger.address())
                        && clock.instant().isBefore(device.seenAt().plus(properties.deviceLife())))
                .map(device -> stranger.with(device.known())).orElse(stranger);
    }

    /**
     * The cookie for whoever has just signed in. A stranger gets one only for a hash: otherwise a thousand of
     * them, each with attempts of its own, would cost next to nothing. One that is as good as new stays.
     */
    public HttpHeaders known(Attempt attempt, Person person, boolean hashed) {
        HttpHeaders headers = new HttpHeaders();
        KnownDevice before = attempt.in(person.sessionEpoch()).device();
        if (before == null ? hashed : isWorn(before)) {
            Device device = new Device(before == null ? UUID.randomUUID() : before.id(), attempt.address(),
                    person.sessionEpoch(), clock.instant());
            headers.set(HttpHeaders.SET_COOKIE, cookie(device).toString());
        }
        return headers;
    }

    private boolean isWorn(KnownDevice device) {
        Duration asGoodAsNew = properties.deviceLife().dividedBy(AS_GOOD_AS_NEW);
        return clock.instant().isAfter(device.seenAt().plus(asGoodAsNew));
    }

    private ResponseCookie cookie(Device device) {
        return ResponseCookie.from(COOKIE, vault.seal(COOKIE, json.writeValueAsBytes(device)))
                .httpOnly(true).secure(true).sameSite("Strict").path(PATH).maxAge(properties.deviceLife())
                .build();
    }

    private Optional<Device> open(String sealed) {
        return vault.open(COOKIE, sealed).flatMap(plain -> {
            try {
                return Optional.of(json.readValue(plain, Device.class));
            }
            catch (JacksonException ofAnotherVersion) {
                return Optional.empty();
            }
        });
    }
}
