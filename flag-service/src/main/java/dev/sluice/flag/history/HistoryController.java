package dev.sluice.flag.history;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.common.paging.Page;

@RestController
@Tag(name = "Flags")
class HistoryController {

    private final Changes changes;

    HistoryController(Changes changes) {
        this.changes = changes;
    }

    @GetMapping(path = "/flags/{key}/history", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Who changed the flag, when and why, the newest first; also of a deleted flag")
    Page<Change> history(@PathVariable @Pattern(regexp = "\\P{Cntrl}*") String key,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return changes.of(key, page, size);
    }
}
