package dev.sluice.catalog.dataset;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** There is no delivery with this id. */
class DeliveryNotFound extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    DeliveryNotFound() {
        super(HttpStatus.NOT_FOUND, "delivery-not-found", "No such delivery", "No delivery has this id.");
    }
}
