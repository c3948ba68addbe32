package dev.sluice.auth.proof;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often somebody may try the password of one account, or learn that an address has one.
 *
 * @param network budget of each network, for whoever shows no device of the account
 * @param device budget of each device with which somebody has signed in since the password is what it is
 * @param signUp budget of each network for sign-ups with addresses that are taken
 * @param deviceLife how long a device is known after a sign-in, give or take a hundredth of it
 * @param localEntries how many budgets an instance keeps itself while Redis is away
 */
@ConfigurationProperties("sluice.auth.guessing")
@Validated
record GuessingProperties(
        @DefaultValue Budget network,
        @DefaultValue Budget device,
        @DefaultValue Budget signUp,
        @DefaultValue("180d") Duration deviceLife,
        @DefaultValue("10000") @Min(1) long localEntries) {

    /**
     * So many attempts at once, and one more after each interval.
     *
     * @param attempts at once; those that were right do not count
     * @param interval after which there is one more, down to a millisecond
     */
    record Budget(@DefaultValue("10") int attempts, @DefaultValue("1m") Duration interval) {

        Budget {
            if (attempts < 1 || interval.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "sluice.auth.guessing: there must be an attempt, and an interval between two");
            }
        }
    }

    Budget of(Attempt attempt) {
        if (attempt.isSignUp()) {
            return signUp;
        }
        return attempt.device() == null ? network : device;
    }
}
