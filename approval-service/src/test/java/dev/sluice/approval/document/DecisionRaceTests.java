package dev.sluice.approval.document;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DecisionRaceTests {

    private final TestWorld world = new TestWorld();

    @Test
    void oneOfTwoReviewersWhoDecideAtTheSameMomentDecides() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        try (var reviewers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 100; round++) {
                UUID id = world.waiting("iata\n00M\n");
                Future<Ruling> rex = reviewers.submit(() -> {
                    together.await();
                    return world.approve(id, TestWorld.REX);
                });
                Future<Ruling> roy = reviewers.submit(() -> {
                    together.await();
                    return world.reject(id, TestWorld.ROY);
                });
                assertOneDecision(id, List.of(rex.get(), roy.get()));
            }
        }
    }

    private void assertOneDecision(UUID id, List<Ruling> rulings) {
        Decision decision = world.job(id).decision();
        assertThat(rulings).filteredOn(Ruling.Made.class::isInstance).singleElement()
                .satisfies(made -> assertThat(((Ruling.Made) made).job().decision()).isEqualTo(decision));
        assertThat(rulings).filteredOn(Ruling.AlreadyMade.class::isInstance).singleElement()
                .isEqualTo(new Ruling.AlreadyMade(decision));
        world.engine.runDue();
        assertThat(world.job(id).status())
                .isEqualTo(decision.approved() ? JobStatus.COMPLETED : JobStatus.REJECTED);
        assertThat(world.announced(id))
                .containsExactly(decision.approved() ? Announcements.APPROVED : Announcements.REJECTED);
        assertThat(Stream.of("CallbackSucceeded 4-1", "ExecutionSucceeded"))
                .allSatisfy(once -> assertThat(world.engine.history(id)).containsOnlyOnce(once));
    }
}
