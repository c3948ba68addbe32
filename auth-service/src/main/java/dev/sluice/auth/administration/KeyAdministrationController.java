package dev.sluice.auth.administration;

import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.key.KnownKey;
import dev.sluice.common.identity.Actor;

/** Where administrators rotate the keys that sign tokens. */
@RestController
@RequestMapping(path = "/admin/keys", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Administration")
class KeyAdministrationController {

    private final KeyRotation rotation;

    KeyAdministrationController(KeyRotation rotation) {
        this.rotation = rotation;
    }

    record Keys(List<KnownKey> items) {
    }

    @Operation(summary = "The signing keys and what becomes of them", description = """
            One signs, and at least one is on standby: published, so that everybody has it by the time it \
            signs. What verifies signed before, and its tokens may still be around.""")
    @GetMapping
    Keys signingKeys() {
        return new Keys(rotation.keys());
    }

    @Operation(summary = "Rotate the signing key", description = """
            The next key, which is published already, signs after a while; with at_once it signs as soon as \
            everybody has it, which is now unless it has just been made. That key is the answer. Tokens of \
            the key before stay good.""")
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    KnownKey rotate(@RequestParam(name = "at_once", defaultValue = "false") boolean atOnce) {
        return rotation.rotate(atOnce);
    }

    @Operation(summary = "Withdraw a signing key", description = """
            For a key whose private half may be known to others: one that everybody has signs from now on, \
            which is the next one unless that has just been made, and all tokens that it signed end. \
            Sessions go on: their refresh tokens are not signed with it.""")
    @DeleteMapping("/{kid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String kid, Actor actor) {
        rotation.withdraw(kid, actor);
        // Whoever has the answer gets no token of that key from this instance any more.
        rotation.lookAgain();
    }
}
