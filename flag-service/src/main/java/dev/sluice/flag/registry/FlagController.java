package dev.sluice.flag.registry;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.paging.Page;

@RestController
@RequestMapping("/flags")
@Tag(name = "Flags")
class FlagController {

    private final Flags flags;
    private final FlagDesk desk;
    private final Clock clock;

    FlagController(Flags flags, FlagDesk desk, Clock clock) {
        this.flags = flags;
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Flags by key")
    Page<FlagView> list(
            @Parameter(description = "Exactly this owner; empty for flags without one")
            @RequestParam(required = false) @Pattern(regexp = "\\P{Cntrl}*") @Nullable String owner,
            @Parameter(schema = @Schema(allowableValues = {"Dev", "QA", "GA"}))
            @RequestParam(required = false)
            @Pattern(regexp = "Dev|QA|GA", message = "must be one of Dev, QA, GA") @Nullable String status,
            @RequestParam(required = false) @Nullable Boolean expired,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        Status only = status == null ? null : Status.of(status).orElseThrow();
        Page<Stored> found = flags.page(owner, only, expired, today(), page, size);
        return new Page<>(found.items().stream().map(this::view).toList(), page, size, found.total());
    }

    @GetMapping(path = "/{key}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "One flag; its ETag is what a change of it must carry")
    ResponseEntity<FlagView> read(@PathVariable String key) {
        return answer(ResponseEntity.ok(), flags.find(key).orElseThrow(FlagNotFound::new));
    }

    @PutMapping(path = "/{key}", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Make a flag, or change the version of it that If-Match names")
    ResponseEntity<FlagView> put(@PathVariable String key, @RequestBody Wanted body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Actor actor) {
        FlagDesk.Saved saved = desk.put(key, body, Condition.of(ifMatch, ifNoneMatch), actor);
        return answer(saved.created() ? ResponseEntity.created(URI.create("/flags/" + key))
                : ResponseEntity.ok(), saved.flag());
    }

    @DeleteMapping("/{key}")
    @Operation(summary = "Remove a flag; its history stays")
    ResponseEntity<Void> delete(@PathVariable String key,
            @RequestParam(required = false) @Size(max = 1000) @Pattern(regexp = "\\P{Cntrl}*")
            @Nullable String reason,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Actor actor) {
        desk.delete(key, Condition.of(ifMatch, null), reason, actor);
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<FlagView> answer(ResponseEntity.BodyBuilder response, Stored stored) {
        return response.eTag(Condition.tag(stored.version())).body(view(stored));
    }

    private FlagView view(Stored stored) {
        return FlagView.of(stored, today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
