package dev.sluice.bench;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** The CPU time of the whole process for each operation, as it is measured of the service. */
public final class CpuTime implements InternalProfiler {

    static final String NAME = "cpu";

    private long before;

    @Override
    public String getDescription() {
        return "CPU time of the process";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = now();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark,
            IterationParams iteration, IterationResult result) {
        double each = (double) (now() - before) / result.getMetadata().getAllOps();
        return List.of(new ScalarResult(NAME, each, "ns/op", AggregationPolicy.AVG));
    }

    private static long now() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
