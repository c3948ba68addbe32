package dev.sluice.catalog.sync;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** No sync has brought an asset with this guid. */
class AssetNotFound extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    AssetNotFound() {
        super(HttpStatus.NOT_FOUND, "asset-not-found", "No such asset",
                "No sync has brought an asset with this guid into the catalogue.");
    }
}
