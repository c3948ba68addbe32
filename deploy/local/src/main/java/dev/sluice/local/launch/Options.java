package dev.sluice.local.launch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * What {@code deploy/run} was asked for.
 *
 * @param detach return when ready instead of staying
 * @param demo carry a document through the main job once
 */
record Options(Broker broker, boolean detach, boolean demo) {

    static final String USAGE = "Usage: deploy/run [--broker kafka|pulsar] [--detach] [--no-demo]";

    /** @throws IllegalArgumentException with a sentence that says which argument is not understood */
    static Options parse(List<String> arguments) {
        Queue<String> rest = new ArrayDeque<>(arguments);
        Broker broker = Broker.KAFKA;
        boolean detach = false;
        boolean demo = true;
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            switch (argument) {
                case "--detach" -> detach = true;
                case "--no-demo" -> demo = false;
                case "--broker" -> broker = broker(rest.isEmpty() ? "" : rest.remove());
                default -> {
                    if (!argument.startsWith("--broker=")) {
                        throw new IllegalArgumentException("Unknown argument " + argument + ". " + USAGE);
                    }
                    broker = broker(argument.substring("--broker=".length()));
                }
            }
        }
        return new Options(broker, detach, demo);
    }

    private static Broker broker(String name) {
        return Arrays.stream(Broker.values())
                .filter(broker -> broker.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown broker '" + name + "'. " + USAGE));
    }
}
