package dev.sluice.local.launch;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTests {

    @Test
    void columnsAreAsWideAsTheirWidestCellAndLogsAreRelative() {
        Path checkout = Path.of("/home/ann/sluice");

        assertThat(Table.lines(List.of(
                new Table.Row("a-service", "http://a:1", "http://a:1/ui", "http://a:1/up",
                        checkout.resolve(".sluice/a.log")),
                new Table.Row("b", "http://b:22", "", "http://b:22/_state", checkout.resolve("b.log"))),
                checkout)).containsExactly(
                        "  service    URL          Swagger UI     health              log",
                        "  a-service  http://a:1   http://a:1/ui  http://a:1/up       .sluice/a.log",
                        "  b          http://b:22                 http://b:22/_state  b.log");
    }
}
