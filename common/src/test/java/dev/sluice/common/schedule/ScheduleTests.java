package dev.sluice.common.schedule;

import java.io.Serial;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Jobs of a service on virtual threads, as all of ours are. The output is of the whole process. */
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(OutputCaptureExtension.class)
class ScheduleTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WORK = Scripted.class.getName() + ".work";
    private static final String TOLD = WORK + " cannot do its work for now";

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ScheduleAutoConfiguration.class,
                    TaskSchedulingAutoConfiguration.class))
            .withPropertyValues("spring.threads.virtual.enabled=true");

    @Test
    void jobsThatBlockDelayNoOther() {
        service.withUserConfiguration(Blocked.class).run(context -> {
            Blocked jobs = context.getBean(Blocked.class);
            try {
                assertThat(jobs.blocked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("blocked").isTrue();
                assertThat(jobs.done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("done").isTrue();
            }
            finally {
                jobs.over.countDown();
            }
        });
    }

    @EnableScheduling
    static class Blocked {

        private final CountDownLatch over = new CountDownLatch(1);
        private final CountDownLatch blocked = new CountDownLatch(3);
        private final CountDownLatch done = new CountDownLatch(100);

        @Scheduled(fixedDelay = 1)
        void clean() throws InterruptedException {
            block();
        }

        @Scheduled(fixedRate = 1)
        void follow() throws InterruptedException {
            block();
        }

        @Scheduled(cron = "* * * * * *")
        void start() throws InterruptedException {
            block();
        }

        @Scheduled(fixedDelay = 1)
        void look() {
            done.countDown();
        }

        private void block() throws InterruptedException {
            blocked.countDown();
            over.await();
        }
    }

    @Test
    void anOutageIsToldOnceAndAgainWhenItHadPassed(CapturedOutput output) {
        Runnable away = () -> {
            throw new Away(new SQLTransientConnectionException("the pool is empty"));
        };
        service.withUserConfiguration(Scripted.class).run(context -> {
            Scripted job = context.getBean(Scripted.class);
            job.does(away, away, away);
            assertThat(lines(output, TOLD)).singleElement().asString()
                    .contains("WARN", "the pool is empty");
            job.does(() -> { }, away, away);
            assertThat(lines(output, TOLD)).hasSize(2);
            assertThat(lines(output, Away.class.getName())).isEmpty();
            job.end();
        });
    }

    /** By a name that no other test writes. */
    private static final class Away extends DataAccessResourceFailureException {

        @Serial
        private static final long serialVersionUID = 1L;

        Away(SQLTransientConnectionException reason) {
            super("for some reason", reason);
        }
    }

    @Test
    void anyOtherFailureIsAnErrorEachTime(CapturedOutput output) {
        Runnable wrong = () -> {
            throw new IllegalStateException("a bug");
        };
        service.withUserConfiguration(Scripted.class).run(context -> {
            Scripted job = context.getBean(Scripted.class);
            job.does(wrong, wrong);
            assertThat(lines(output, TOLD)).isEmpty();
            assertThat(lines(output, "IllegalStateException: a bug")).hasSize(2);
            assertThat(lines(output, "\tat " + WORK)).hasSize(2);
            job.end();
        });
    }

    private static List<String> lines(CapturedOutput output, String part) {
        return output.getAll().lines().filter(line -> line.contains(part)).toList();
    }

    /** Does in each round what the test says, and waits for its word before. */
    @EnableScheduling
    static class Scripted {

        private final LinkedTransferQueue<Runnable> rounds = new LinkedTransferQueue<>();
        private volatile boolean ended;

        @Scheduled(fixedDelay = 1)
        void work() throws InterruptedException {
            if (!ended) {
                rounds.take().run();
            }
        }

        /** Returns when what came of all of them has been told. */
        private void does(Runnable... each) throws InterruptedException {
            for (Runnable round : each) {
                rounds.transfer(round);
                await().atMost(PATIENCE).until(rounds::hasWaitingConsumer);
            }
        }

        private void end() throws InterruptedException {
            ended = true;
            rounds.transfer(() -> { });
        }
    }
}
