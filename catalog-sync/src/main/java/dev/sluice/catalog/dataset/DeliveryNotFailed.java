package dev.sluice.catalog.dataset;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Only what has failed can be tried again by hand. */
class DeliveryNotFailed extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    DeliveryNotFailed(Delivery.State state) {
        super(HttpStatus.CONFLICT, "delivery-not-failed", "The delivery has not failed",
                "Only a failed delivery can be tried again; this one is " + state + ".");
    }
}
