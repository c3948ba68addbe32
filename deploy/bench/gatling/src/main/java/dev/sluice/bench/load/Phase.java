package dev.sluice.bench.load;

import java.time.Duration;

/**
 * Some users who do the same again and again: {@code CALL:USERS:30s} for a time, {@code CALL:USERS:200x} so
 * often each; {@code CALL:20/s:30s} begins so many calls a second, however long they take.
 *
 * @param users at a time, each with one call in flight; 0 with a rate
 * @param rate calls that begin each second; 0 with users
 * @param times calls of each user; 0 with a time
 * @param time for how long; zero with times
 */
record Phase(Call call, int users, int rate, int times, Duration time) {

    static Phase parse(String text) {
        String[] parts = text.split(":");
        String who = parts[1];
        String amount = parts[2];
        int number = Integer.parseInt(amount.substring(0, amount.length() - 1));
        boolean timed = amount.endsWith("s");
        boolean rated = who.endsWith("/s");
        return new Phase(Call.named(parts[0]), rated ? 0 : Integer.parseInt(who),
                rated ? Integer.parseInt(who.substring(0, who.length() - 2)) : 0,
                timed ? 0 : number, Duration.ofSeconds(timed ? number : 0));
    }

    /** How many of Gatling's users there will have been. */
    int allUsers() {
        return rate > 0 ? Math.toIntExact(rate * time.toSeconds()) : users;
    }
}
