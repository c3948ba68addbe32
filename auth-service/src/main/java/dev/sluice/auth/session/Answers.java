package dev.sluice.auth.session;

import java.text.ParseException;
import java.util.Optional;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.key.Vault;
import dev.sluice.auth.token.IssuedToken;
import dev.sluice.common.revocation.Revocations;
import dev.sluice.common.revocation.TokenMarks;

/** The last answers of sessions, sealed as their rows keep them. */
@Component
class Answers {

    private static final String ANSWER = "refresh answer";

    private final Vault vault;
    private final Revocations revocations;
    private final JsonMapper json;

    Answers(Vault vault, Revocations revocations, JsonMapper json) {
        this.vault = vault;
        this.revocations = revocations;
        this.json = json;
    }

    String seal(IssuedToken answer) {
        return vault.seal(ANSWER, json.writeValueAsBytes(answer));
    }

    /** Empty for whatever this installation did not seal. */
    Optional<IssuedToken> open(String sealed) {
        return vault.open(ANSWER, sealed).map(plain -> json.readValue(plain, IssuedToken.class));
    }

    /**
     * Whether the access token of an answer that was sealed is refused by now, with whatever ended it: its
     * epoch, its key or itself. It is ours because it was sealed, so its signature would add nothing.
     *
     * @param epoch of its account, which may have been changed by another instance a moment ago
     */
    boolean hasEnded(IssuedToken answer, long epoch) {
        try {
            SignedJWT token = SignedJWT.parse(answer.accessToken());
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Long said = claims.getLongClaim("epoch");
            TokenMarks marks = TokenMarks.of(claims.getJWTID(), claims.getStringClaim("sid"),
                    claims.getSubject(), token.getHeader().getKeyID(), said == null ? 0 : said);
            return marks.epoch() < epoch || revocations.cover(marks);
        }
        catch (ParseException unreadable) {
            return true;
        }
    }
}
