package dev.sluice.common.revocation;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Everything that one token can be known by, computed once and then looked up with each request.
 *
 * @param marks of its id, session, subject and key, as far as it names them
 * @param epoch of its subject when it was issued; 0 where the token tells none
 */
public record TokenMarks(List<Mark> marks, long epoch) {

    public TokenMarks {
        marks = List.copyOf(marks);
    }

    /** Any of the names may be missing in a token. */
    public static TokenMarks of(@Nullable String id, @Nullable String session, @Nullable String subject,
            @Nullable String kid, long epoch) {
        List<Mark> marks = new ArrayList<>(4);
        if (id != null) {
            marks.add(Mark.ofToken(id));
        }
        if (session != null) {
            marks.add(Mark.ofSession(session));
        }
        if (subject != null) {
            marks.add(Mark.ofSubject(subject));
        }
        if (kid != null) {
            marks.add(Mark.ofKey(kid));
        }
        return new TokenMarks(marks, epoch);
    }
}
