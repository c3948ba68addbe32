package dev.sluice.approval.document;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.paging.Page;

/** The desk over HTTP: what waits, what it is, and the decision. */
@RestController
@Tag(name = "Approvals", description = "What waits for a human, and the decision")
class ApprovalController {

    private final ApprovalDesk desk;
    private final JobBoard board;

    ApprovalController(ApprovalDesk desk, JobBoard board) {
        this.desk = desk;
        this.board = board;
    }

    private static final String STORABLE = "[^\\x00]*";
    private static final String SHA256 = "[0-9a-fA-F]{64}";
    private static final String SHOWN = "is required; GET /status/{jobId} shows it";

    /**
     * Who approves is in the token, not here.
     *
     * @param reason any text but NUL, which PostgreSQL does not hold
     * @param digest what was shown, as GET /status/{jobId} gives it
     */
    record Approval(
            @Nullable @Size(max = 2_000) @Pattern(regexp = STORABLE) String reason,
            @NotNull(message = SHOWN) @Pattern(regexp = SHA256) String digest) {
    }

    /**
     * Who rejects is in the token, not here.
     *
     * @param reason what the submitter has to do better; any text but NUL
     * @param digest what was shown, as GET /status/{jobId} gives it
     */
    record Rejection(
            @NotBlank(message = "is required; the submitter learns from it")
            @Size(max = 2_000) @Pattern(regexp = STORABLE) String reason,
            @NotNull(message = SHOWN) @Pattern(regexp = SHA256) String digest) {
    }

    @Operation(summary = "Jobs that wait for a decision, newest first")
    @GetMapping(path = "/approvals", produces = MediaType.APPLICATION_JSON_VALUE)
    Page<Jobs.Entry> approvals(
            Actor actor,
            @RequestParam(required = false) @Pattern(regexp = "\\P{Cntrl}*") @Nullable String dataset,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return board.list(JobFilter.visibleTo(actor, JobStatus.PENDING_APPROVAL, dataset), page, size);
    }

    @Operation(summary = "What was loaded, step by step, with the digest that a decision names")
    @GetMapping(path = "/status/{jobId}", produces = MediaType.APPLICATION_JSON_VALUE)
    JobView status(@PathVariable UUID jobId, Actor actor) {
        return board.show(jobId, actor);
    }

    @Operation(summary = "Approve exactly what was shown")
    @PostMapping(path = "/approve/{jobId}", produces = MediaType.APPLICATION_JSON_VALUE)
    JobView approve(@PathVariable UUID jobId, Actor actor, @Valid @RequestBody Approval request) {
        return decide(jobId, actor, new ApprovalDesk.Statement(true, request.reason(), request.digest()));
    }

    @Operation(summary = "Reject exactly what was shown; nothing is published")
    @PostMapping(path = "/reject/{jobId}", produces = MediaType.APPLICATION_JSON_VALUE)
    JobView reject(@PathVariable UUID jobId, Actor actor, @Valid @RequestBody Rejection request) {
        return decide(jobId, actor, new ApprovalDesk.Statement(false, request.reason(), request.digest()));
    }

    private JobView decide(UUID jobId, Actor actor, ApprovalDesk.Statement statement) {
        return switch (desk.decide(jobId, actor, statement)) {
            case Ruling.Made made -> board.show(jobId, actor);
            case Ruling.AlreadyMade already -> throw Undecidable.alreadyDecided(already.first());
            case Ruling.Stale stale -> throw Undecidable.stale();
            case Ruling.NotWaiting notWaiting -> throw Undecidable.notWaiting(notWaiting.status());
        };
    }
}
