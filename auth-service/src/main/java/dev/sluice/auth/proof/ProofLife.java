package dev.sluice.auth.proof;

import org.springframework.stereotype.Component;

import dev.sluice.auth.revocation.Lives;

/** Lets what ends a proof be remembered as long as the proof is good. */
@Component
final class ProofLife {

    ProofLife(Lives lives, ProofProperties properties) {
        lives.include(properties.life());
    }
}
