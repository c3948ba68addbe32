package dev.sluice.acceptance.permission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;

import dev.sluice.common.test.Http;
import dev.sluice.common.test.Http.Answer;
import dev.sluice.common.test.Route;
import dev.sluice.local.demo.Platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * One test for each cell of the matrix, through every route that does what the cell is about: what is allowed
 * is done, and what is refused changes nothing.
 */
public final class Permissions {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Set<Integer> REFUSALS = Set.of(403, 404);

    private final List<Cell> cells = Cell.all();
    private final List<Route> routes = Route.all();
    private final Map<String, Site> sites;

    private Permissions(Map<String, Site> sites) {
        this.sites = sites;
    }

    /** The tests, against a platform whose records nobody else needs as they are. */
    public static Stream<DynamicTest> of(Platform platform) {
        return new Permissions(Sites.of(platform)).tests();
    }

    private Stream<DynamicTest> tests() {
        return Stream.of(
                Stream.of(dynamicTest("each role has a row for each record", this::isComplete)),
                routes.stream().map(route -> dynamicTest(route.toString(), () -> isGuarded(route))),
                cells.stream().map(cell -> dynamicTest(cell.toString(), () -> holds(cell))))
                .flatMap(tests -> tests);
    }

    private void isComplete() {
        Set<String> roles = cells.stream().map(Cell::role).collect(Collectors.toSet());
        Set<String> records = cells.stream().map(Cell::record).collect(Collectors.toSet());
        List<String> wanted = new ArrayList<>();
        roles.forEach(role -> records.forEach(record -> wanted.add(role + ", " + record)));
        assertThat(cells.stream().filter(cell -> cell.action().equals("read"))
                .map(cell -> cell.role() + ", " + cell.record())).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(roles).hasSize(Cast.PEOPLE.size() + 2).containsAll(Cast.PEOPLE)
                .contains(Cell.NOBODY, Cell.SERVICE);
    }

    /** What a route wants to be shown is what the matrix says of nobody. */
    private void isGuarded(Route route) {
        if (route.record().equals(Route.NONE)) {
            each(route, (name, site) -> assertThat(Http.send(site.recipe(route).others(Cell.NOBODY)
                    .request()).status()).as(name).isEqualTo(401));
            return;
        }
        List<Right> nobodys = cells.stream().filter(cell -> cell.isAbout(route))
                .filter(cell -> cell.role().equals(Cell.NOBODY)).map(Cell::right).toList();
        assertThat(nobodys).containsExactly(switch (route.guard()) {
            case PUBLIC -> Right.YES;
            case TOKEN -> Right.NO;
            case PASSWORD, REFRESH_TOKEN, CLIENT -> Right.PROOF;
        });
    }

    private void holds(Cell cell) {
        List<Route> through = routes.stream().filter(cell::isAbout).toList();
        assertThat(through.isEmpty()).as("there is no route: " + cell).isEqualTo(cell.right() == Right.NONE);
        through.forEach(route -> each(route, (name, site) ->
                holds(cell, site.recipe(route), name + " " + route.call())));
    }

    private static void holds(Cell cell, Recipe recipe, String what) {
        switch (cell.right()) {
            case YES -> isDone(recipe.others(cell.role()), cell, what);
            case OWN, PROOF -> {
                isDone(recipe.own(cell.role()), cell, what);
                Use others = recipe.others(cell.role());
                isRefused(others, others.refused(), what);
            }
            case NO -> isRefused(recipe.others(cell.role()), answer -> cell.role().equals(Cell.NOBODY)
                    ? answer.status() == 401 : REFUSALS.contains(answer.status()), what);
            case NONE -> { }
        }
    }

    private static void isDone(Use use, Cell cell, String what) {
        assertThat(use.isSeen() || !cell.changes() || cell.right() == Right.PROOF)
                .as("what it changes is looked at: " + what).isTrue();
        String before = use.state().get();
        Answer answer = Http.send(use.request());
        assertThat(answer).as(what).matches(use.done(), "is that of something done");
        if (use.isSeen() && answer.status() < 300) {
            Awaitility.await(what).atMost(SOON).pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20)).until(() -> !use.state().get().equals(before));
        }
    }

    private static void isRefused(Use use, Predicate<Answer> refusal, String what) {
        String before = use.state().get();
        Answer answer = Http.send(use.request());
        assertThat(answer).as(what).matches(refusal, "is a refusal");
        assertThat(use.state().get()).as(what).isEqualTo(before);
    }

    private interface Visit {
        void at(String name, Site site);
    }

    private void each(Route route, Visit visit) {
        if (route.service().equals(Route.EVERY)) {
            sites.forEach(visit::at);
        }
        else {
            visit.at(route.service(), Objects.requireNonNull(sites.get(route.service()), route.service()));
        }
    }
}
