package dev.sluice.approval.document;

import java.io.IOException;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.object.ObjectStore;
import dev.sluice.common.paging.Page;

/** Jobs and what came out of them, over HTTP. */
@RestController
@Tag(name = "Jobs", description = "Documents on their way, and their output")
class JobController {

    private static final String JSON_LINES = "application/jsonl";

    private final JobBoard board;
    private final ObjectStore objects;

    JobController(JobBoard board, ObjectStore objects) {
        this.board = board;
        this.objects = objects;
    }

    @Operation(summary = "Jobs, newest first: a submitter's own, everybody's for whoever works on documents")
    @GetMapping(path = "/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
    Page<Jobs.Entry> jobs(
            Actor actor,
            @RequestParam(required = false) @Nullable JobStatus status,
            @RequestParam(required = false) @Pattern(regexp = "\\P{Cntrl}*") @Nullable String dataset,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return board.list(JobFilter.visibleTo(actor, status, dataset), page, size);
    }

    @Operation(summary = "The approved records as JSON Lines")
    @GetMapping(path = "/jobs/{id}/output", produces = JSON_LINES)
    ResponseEntity<InputStreamResource> output(@PathVariable UUID id, Actor actor) {
        JobBoard.Output output = board.output(id, actor);
        return jsonLines(output.key(), output.digest());
    }

    @Operation(summary = "The rows that broke the contract as JSON Lines: index, line, every reason")
    @GetMapping(path = "/jobs/{id}/rejected", produces = JSON_LINES)
    ResponseEntity<InputStreamResource> rejected(@PathVariable UUID id, Actor actor) throws IOException {
        // A document is held against its contract once: what is there of a job never changes.
        return jsonLines(board.rejected(id, actor), id.toString());
    }

    private ResponseEntity<InputStreamResource> jsonLines(String key, String tag) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(JSON_LINES))
                .eTag(tag)
                .body(new InputStreamResource(() -> objects.open(key)));
    }
}
