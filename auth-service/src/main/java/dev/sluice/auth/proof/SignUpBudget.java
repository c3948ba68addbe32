package dev.sluice.auth.proof;

import java.time.Duration;

import org.springframework.stereotype.Component;

/** Bounds for each network how many sign-ups may tell that an address is taken. */
@Component
public class SignUpBudget {

    private final Proofs proofs;

    SignUpBudget(Proofs proofs) {
        this.proofs = proofs;
    }

    /** How long the network has to wait; no time at all if the sign-up was counted. */
    public Duration take(Network network) {
        return proofs.recall(Attempt.ofSignUp(network)) instanceof Recalled.TooMany(Duration wait)
                ? wait : Duration.ZERO;
    }

    /** For a sign-up that did not tell of anybody's account. */
    public void giveBack(Network network) {
        proofs.giveBack(Attempt.ofSignUp(network));
    }
}
