package dev.sluice.acceptance.permission;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.sluice.common.test.Http.Answer;

/**
 * A route used once: a request that is carried out for whoever may make it.
 *
 * @param isSeen whether somebody can see that it was carried out
 * @param state what is different then, as an administrator sees it
 * @param done whether an answer says that it was carried out
 * @param refused whether it is the answer to whoever lacks the proof, or does not own the record
 */
record Use(HttpRequest.Builder request, boolean isSeen, Supplier<String> state, Predicate<Answer> done,
        Predicate<Answer> refused) {

    /** One that reads, or whose effect nobody can see; done with one of these answers. */
    static Use answered(HttpRequest.Builder request, Integer... done) {
        return new Use(request, false, () -> "", answer -> List.of(done).contains(answer.status()),
                answer -> List.of(403, 404).contains(answer.status()));
    }

    /** The same, with what it changes. */
    Use changing(Supplier<String> seen) {
        return new Use(request, true, seen, done, refused);
    }

    /** The same, where whoever lacks the proof is answered with this status. */
    Use orElse(int status) {
        return new Use(request, isSeen, state, done, answer -> answer.status() == status);
    }

    /** A list in which an id is to be found; whoever must not see it gets the list without it. */
    Use listing(String id) {
        return new Use(request, isSeen, state, answer -> done.test(answer) && answer.body().contains(id),
                answer -> done.test(answer) && !answer.body().contains(id));
    }
}
