package dev.sluice.local.standin.purview;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.local.standin.http.Call;
import dev.sluice.local.standin.http.Refusal;
import dev.sluice.local.standin.http.Reply;
import dev.sluice.local.standin.http.Site;

/** The identity provider in front of Purview: client credentials against a short-lived bearer token. */
final class Tokens {

    private final Set<String> issued = ConcurrentHashMap.newKeySet();

    Reply issue(Call call) {
        Map<String, List<String>> form = Call.form(call.text());
        if (!first(form, "grant_type").equals("client_credentials")) {
            return Reply.json(400, Map.of("error", "unsupported_grant_type"));
        }
        if (!first(form, "client_id").equals(PurviewStandIn.CLIENT)
                || !first(form, "client_secret").equals(PurviewStandIn.SECRET)) {
            return Reply.json(401, Map.of("error", "invalid_client"));
        }
        if (!first(form, "scope").equals("https://purview.azure.net/.default")) {
            return Reply.json(400, Map.of("error", "invalid_scope"));
        }
        String token = UUID.randomUUID().toString();
        issued.add(token);
        return Reply.json(200, Map.of("token_type", "Bearer", "expires_in", 3599, "access_token", token));
    }

    /** All tokens of before are worth nothing any more. */
    void expire() {
        issued.clear();
    }

    Site.Handler required(Site.Handler handler) {
        return call -> {
            Optional<String> token = call.header("authorization").filter(value -> value.startsWith("Bearer "))
                    .map(value -> value.substring("Bearer ".length()));
            if (token.isEmpty() || !issued.contains(token.get())) {
                throw new Refusal(Reply.json(401, Map.of("error",
                        Map.of("code", "Unauthorized", "message", "The token is missing or not valid."))));
            }
            return handler.answer(call);
        };
    }

    private static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).getFirst();
    }
}
