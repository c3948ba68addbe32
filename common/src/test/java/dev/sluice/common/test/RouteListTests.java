package dev.sluice.common.test;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

import dev.sluice.common.ProbeTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ProbeTest
class RouteListTests {

    private static final List<Route> ROWS = List.of(row("probe", "GET /a"), row("probe", "PUT /a"),
            row(Route.EVERY, "GET /health"), row("other", "GET /b"));

    @Autowired
    private WebApplicationContext probe;

    @Test
    void aListWithTheSameRoutesPasses() {
        assertThatCode(() -> RouteList.check("probe", Set.of("GET /a", "PUT /a", "GET /health"), ROWS))
                .doesNotThrowAnyException();
    }

    @Test
    void aRouteWithoutARowAndARowWithoutARouteAreNamed() {
        assertThatThrownBy(() -> RouteList.check("probe", Set.of("GET /a", "GET /b", "GET /health"), ROWS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("of probe", "GET /b has no row", "PUT /a is no route");
    }

    @Test
    void routesOfEveryKindAreSeen() {
        assertThat(ServedRoutes.of(probe)).contains("GET /probe/open", "any /error", "GET /actuator/health",
                "GET /swagger-ui.html", "GET /**", "GET /.well-known/oauth-protected-resource/**");
    }

    @Test
    void aTableThatIsNotWellFormedIsRefused() {
        assertThatThrownBy(() -> DocTable.parse("t.csv", List.of("a", "b"), List.of("a,c")))
                .isInstanceOf(AssertionError.class).hasMessageContaining("begin with a,b");
        for (String row : List.of("1", "1,2,3", "1,", "")) {
            assertThatThrownBy(() -> DocTable.parse("t.csv", List.of("a", "b"), List.of("a,b", row)))
                    .as(row).isInstanceOf(AssertionError.class).hasMessageContaining("t.csv:2");
        }
        assertThat(DocTable.parse("t.csv", List.of("a", "b"), List.of("a,b", "1,2")))
                .containsExactly(List.of("1", "2"));
    }

    private static Route row(String service, String call) {
        String[] words = call.split(" ", 2);
        return new Route(service, words[0], words[1], Route.NONE, Route.NONE, Route.Guard.TOKEN);
    }
}
