package dev.sluice.common.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.springframework.web.context.WebApplicationContext;

/**
 * {@code docs/routes.csv} against what a service really answers to: a route without a row fails the build,
 * and so does a row without a route. From the rows, a test of each permission is made.
 */
public final class RouteList {

    private RouteList() {
    }

    /**
     * Compares the routes of a running service with the rows of its name.
     *
     * @throws AssertionError naming every route and every row that has no counterpart
     */
    public static void check(WebApplicationContext service) {
        String name = Objects.requireNonNull(service.getEnvironment().getProperty("spring.application.name"));
        check(name, ServedRoutes.of(service), Route.all());
    }

    static void check(String service, Set<String> served, List<Route> rows) {
        List<String> listed = rows.stream().filter(row -> row.isOf(service)).map(Route::call).toList();
        List<String> differences = new ArrayList<>();
        served.stream().filter(route -> !listed.contains(route))
                .forEach(route -> differences.add(route + " has no row"));
        listed.stream().filter(row -> !served.contains(row))
                .forEach(row -> differences.add(row + " is no route"));
        if (!differences.isEmpty()) {
            throw new AssertionError("docs/routes.csv does not have the routes of " + service + ":\n  "
                    + String.join("\n  ", differences));
        }
    }
}
