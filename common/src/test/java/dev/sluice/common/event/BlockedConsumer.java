package dev.sluice.common.event;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process of its own that takes an event of one key, says so, and never gets done with it. */
final class BlockedConsumer {

    static final String TAKEN = "TAKEN ";

    private BlockedConsumer() {
    }

    /** Arguments are topic, group, then properties. */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> all = List.of(arguments);
        EventApplication.start(all.subList(2, all.size()), new EventSubscription(all.get(0), all.get(1),
                event -> {
            if (event.key().equals(BrokerContract.A_KEY)) {
                System.out.println(TAKEN + event.id());
                System.out.flush();
                new CountDownLatch(1).await();
            }
        }));
        Thread.currentThread().join();
    }

    /** Starts the process; the caller kills it. */
    static Process start(String topic, String group, List<String> properties) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path",
                System.getProperty("java.class.path"));
        ArrayList<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m", "-cp", classPath,
                BlockedConsumer.class.getName(), topic, group));
        command.addAll(properties);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
