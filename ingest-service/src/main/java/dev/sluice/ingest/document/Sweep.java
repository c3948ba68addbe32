package dev.sluice.ingest.document;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.sluice.common.object.ObjectStore;

/** Removes the objects of uploads that died before they had a receipt. */
@Component
class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final Uploads uploads;
    private final ObjectStore objects;

    Sweep(Uploads uploads, ObjectStore objects) {
        this.uploads = uploads;
        this.objects = objects;
    }

    @Scheduled(fixedDelayString = "${sluice.ingest.upload.sweep-every:30s}")
    void sweep() {
        try {
            for (Uploads.Abandoned dead : uploads.abandonDead()) {
                objects.delete(dead.objectKey());
            }
            uploads.forgetAbandoned();
        }
        catch (IOException later) {
            // Nothing is lost: the next round finds the same.
            log.warn("Left-over uploads could not be removed, trying again: {}", later.getMessage());
        }
    }
}
