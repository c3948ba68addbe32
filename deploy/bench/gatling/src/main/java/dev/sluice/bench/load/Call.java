package dev.sluice.bench.load;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.http.HttpDsl.http;

/** What is asked of auth-service. */
enum Call {

    /** Health, which says nothing of others: what HTTP, the filters and the dispatcher cost. */
    LIVE {
        @Override
        HttpRequestActionBuilder request() {
            return http("live").get("/actuator/health/liveness");
        }
    },
    /** Does nothing with the JSON of a sign-in, and answers with as much. */
    EMPTY {
        @Override
        HttpRequestActionBuilder request() {
            return credentials(http("empty").put("/auth/refresh"), session -> (int) (session.userId() % 16));
        }
    },
    /** By accounts that have signed in before, a few of them. */
    CACHED {
        @Override
        HttpRequestActionBuilder request() {
            return signIn("cached", session -> (int) (session.userId() % 16));
        }
    },
    /** Each by the next account, from {@code bench.account} on. */
    NEXT {
        @Override
        HttpRequestActionBuilder request() {
            AtomicInteger next = new AtomicInteger(Integer.getInteger("bench.account", 0));
            return signIn("next", session -> next.getAndIncrement());
        }
    },
    /** The same, and after each a bare hash by the load itself. */
    COMPARED {
        @Override
        HttpRequestActionBuilder request() {
            return NEXT.request();
        }
    },
    /** Each user with an account of their own, who asks again at once, whatever the answer was. */
    OWN {
        @Override
        HttpRequestActionBuilder request() {
            return signIn("own", session -> (int) (session.userId() % Integer.getInteger("bench.accounts")));
        }
    },
    /** The same, but whoever is told to come back later does so. */
    PATIENT {
        @Override
        HttpRequestActionBuilder request() {
            return OWN.request();
        }
    },
    /** A person's own account, by their token. */
    ME {
        @Override
        HttpRequestActionBuilder request() {
            return http("me").get("/auth/me").header("Authorization", "Bearer " + token());
        }
    },
    /** A service asks about a person's token. */
    INTROSPECT {
        @Override
        HttpRequestActionBuilder request() {
            return http("introspect").post("/oauth2/introspect")
                    .basicAuth("bench", System.getenv("SLUICE_BENCH_SECRET")).formParam("token", token());
        }
    };

    abstract HttpRequestActionBuilder request();

    static Call named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String token() {
        return System.getenv("SLUICE_BENCH_TOKEN");
    }

    private static HttpRequestActionBuilder signIn(String name, Account account) {
        return credentials(http(name).post("/auth/signin"), account);
    }

    private static HttpRequestActionBuilder credentials(HttpRequestActionBuilder call, Account account) {
        String rest = "@bench.example\",\"password\":\"" + System.getenv("SLUICE_BENCH_SECRET") + "\"}";
        return call.header("Content-Type", "application/json")
                .body(StringBody(session -> "{\"email\":\"p" + account.of(session) + rest));
    }

    @FunctionalInterface
    private interface Account {

        int of(Session session);
    }
}
