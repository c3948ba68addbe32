package dev.sluice.local.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.sluice.local.process.Server;

/** How one component is made of child processes. */
interface Recipe {

    /** Makes the home ready for a start: first-time set-up, and whatever a crash left behind. */
    void prepare(Path home, List<Integer> ports) throws IOException;

    /** The servers in stages: those of one start together, the next stage when all of them are ready. */
    List<List<Server>> stages(Path home, List<Integer> ports);
}
