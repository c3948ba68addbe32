package dev.sluice.ingest.receipt;

import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;
import dev.sluice.common.paging.Page;

/** Submitters see their own receipts; whoever decides or runs the platform sees all. */
@RestController
@RequestMapping("/receipts")
@Tag(name = "Receipts")
class ReceiptController {

    private final Receipts receipts;

    ReceiptController(Receipts receipts) {
        this.receipts = receipts;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Receipts, newest first")
    Page<ReceiptView> list(@RequestParam(required = false) @Nullable String dataset,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size, Actor actor) {
        Page<Receipt> found = receipts.page(seesAll(actor) ? null : actor.id(), dataset, state, page, size);
        return new Page<>(found.items().stream().map(ReceiptView::of).toList(), page, size, found.total());
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What became of a document")
    ReceiptView read(@PathVariable UUID id, Actor actor) {
        return receipts.find(id)
                .filter(receipt -> seesAll(actor) || receipt.submitter().equals(actor.id()))
                .map(ReceiptView::of).orElseThrow(ReceiptNotFound::new);
    }

    private static boolean seesAll(Actor actor) {
        return actor.has(Role.REVIEWER, Role.STEWARD, Role.OPERATOR, Role.ADMIN);
    }
}
