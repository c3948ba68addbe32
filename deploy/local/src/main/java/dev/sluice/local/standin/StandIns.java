package dev.sluice.local.standin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import dev.sluice.local.standin.collibra.CollibraStandIn;
import dev.sluice.local.standin.purview.PurviewStandIn;

/**
 * Purview and Collibra, imitated in one process. They keep their state in a directory, and each shows it at
 * {@code GET /_state} and takes faults at {@code POST /_faults}.
 */
public final class StandIns implements AutoCloseable {

    private final PurviewStandIn purview;
    private final CollibraStandIn collibra;

    private StandIns(PurviewStandIn purview, CollibraStandIn collibra) {
        this.purview = purview;
        this.collibra = collibra;
    }

    /** On free ports, which {@code uri()} of each tells. */
    public static StandIns start(Path directory) throws IOException {
        return start(directory, 0, 0);
    }

    public static StandIns start(Path directory, int purviewPort, int collibraPort) throws IOException {
        PurviewStandIn purview = PurviewStandIn.open(directory, purviewPort);
        try {
            return new StandIns(purview, CollibraStandIn.open(directory, collibraPort));
        }
        catch (IOException | RuntimeException failed) {
            purview.close();
            throw failed;
        }
    }

    /**
     * Runs until it is told to end. Arguments: the state's directory (default {@code .sluice/standins}), the
     * port of Purview (8091) and that of Collibra (8092).
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args.length > 0 ? args[0] : ".sluice/standins");
        int purviewPort = args.length > 1 ? Integer.parseInt(args[1]) : 8091;
        int collibraPort = args.length > 2 ? Integer.parseInt(args[2]) : 8092;
        StandIns standIns = start(directory, purviewPort, collibraPort);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(standIns::close));
        System.out.println("Purview " + standIns.purview.uri() + ", Collibra " + standIns.collibra.uri());
        new CountDownLatch(1).await();
    }

    public PurviewStandIn purview() {
        return purview;
    }

    public CollibraStandIn collibra() {
        return collibra;
    }

    /** Both as new. */
    public void reset() {
        purview.reset();
        collibra.reset();
    }

    @Override
    public void close() {
        purview.close();
        collibra.close();
    }
}
