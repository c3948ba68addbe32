package dev.sluice.local.stack;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.local.engine.Kind;
import dev.sluice.local.process.Parallel;

import static org.assertj.core.api.Assertions.assertThat;

/** One stack of containers through its life; asked for where an engine and the images are. */
@EnabledIfSystemProperty(named = "sluice.stack", matches = "docker")
class ContainerTests {

    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    @Test
    void whatWasWrittenSurvivesKilledAndStoppedContainers(@TempDir Path directory) throws Exception {
        try (Stack stack = Stack.fresh(directory)) {
            stack.start(ALL);
            List<Component> components =
                    List.of(stack.postgres(), stack.redis(), stack.kafka(), stack.pulsar());
            Notes notes = new Notes(stack);
            notes.write("before the crash", ALL);

            Parallel.forEach(components, Component::kill);
            assertThat(components).noneMatch(Component::isRunning);
            Parallel.forEach(components, Component::start);
            assertThat(notes.read(ALL)).hasSize(4).containsOnly("before the crash");

            Parallel.forEach(components, Component::stop);
            assertThat(components).noneMatch(Component::isRunning);
            Parallel.forEach(components, Component::start);
            assertThat(notes.read(ALL)).hasSize(4).containsOnly("before the crash");
        }
    }
}
