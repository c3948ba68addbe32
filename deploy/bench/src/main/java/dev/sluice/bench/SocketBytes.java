package dev.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** All bytes that the process read from sockets and wrote to them, by the JVM's own record of each call. */
public final class SocketBytes implements InternalProfiler {

    static final String NAME = "network";

    private Recording recording = new Recording();

    @Override
    public String getDescription() {
        return "Bytes of all sockets";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        recording = new Recording();
        for (String event : List.of("jdk.SocketRead", "jdk.SocketWrite")) {
            recording.enable(event).withoutThreshold().withoutStackTrace().with("throttle", "off");
        }
        recording.start();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark,
            IterationParams iteration, IterationResult result) {
        recording.stop();
        try {
            Path file = Files.createTempFile("sluice-bench", ".jfr");
            recording.dump(file);
            recording.close();
            long bytes = RecordingFile.readAllEvents(file).stream().mapToLong(SocketBytes::bytes).sum();
            Files.delete(file);
            return List.of(new ScalarResult(NAME, bytes, "B", AggregationPolicy.SUM));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytes(RecordedEvent event) {
        // -1 at the end of a stream.
        return Math.max(0, event.getLong(event.hasField("bytesRead") ? "bytesRead" : "bytesWritten"));
    }
}
