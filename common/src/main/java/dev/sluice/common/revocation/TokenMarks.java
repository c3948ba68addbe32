package dev.sluice.common.revocation;

import java.util.List;
import java.util.stream.Stream;

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
        return new TokenMarks(Stream.of(
                        id == null ? null : Mark.ofToken(id),
                        session == null ? null : Mark.ofSession(session),
                        subject == null ? null : Mark.ofSubject(subject),
                        kid == null ? null : Mark.ofKey(kid))
                .<Mark>mapMulti((mark, known) -> {
                    if (mark != null) {
                        known.accept(mark);
                    }
                }).toList(), epoch);
    }
}
