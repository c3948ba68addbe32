package dev.sluice.catalog.sync;

import java.net.URI;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.paging.Page;

@RestController
@RequestMapping(path = "/syncs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Syncs")
class SyncController {

    private final Syncs syncs;
    private final Runs runs;
    private final Reports reports;

    SyncController(Syncs syncs, Runs runs, Reports reports) {
        this.syncs = syncs;
        this.runs = runs;
        this.reports = reports;
    }

    @PostMapping
    @Operation(summary = "Bring what Purview knows into the catalogue now")
    @ApiResponse(responseCode = "202", description = "It has started; its report is at Location")
    ResponseEntity<Report> start(Actor actor) {
        UUID id = syncs.startNow(actor.name()).orElseThrow(() -> runs.running()
                .map(running -> new SyncAlreadyRunning().with("sync", running))
                .orElseGet(SyncAlreadyRunning::new));
        return ResponseEntity.accepted().location(URI.create("/syncs/" + id)).body(show(id));
    }

    @GetMapping
    @Operation(summary = "All runs, the newest first")
    Page<Report> list(@RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return reports.list(page, size);
    }

    @GetMapping("/{id}")
    @Operation(summary = "What one run has done so far")
    Report show(@PathVariable UUID id) {
        return reports.find(id).orElseThrow(SyncNotFound::new);
    }
}
