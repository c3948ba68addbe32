package dev.sluice.ingest.dataset;

import java.net.URI;
import java.time.Instant;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.paging.Page;

@RestController
@RequestMapping("/datasets")
@Tag(name = "Data sets")
class DatasetController {

    private static final String EXAMPLE = """
            {"fields":[{"name":"iata","type":"string","constraints":{"required":true}},
            {"name":"latitude","type":"number"}],"primaryKey":"iata"}""";

    private final Datasets datasets;

    DatasetController(Datasets datasets) {
        this.datasets = datasets;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Data sets by name")
    Page<View> list(@RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        Page<Dataset> found = datasets.page(page, size);
        return new Page<>(found.items().stream().map(View::of).toList(), page, size, found.total());
    }

    @GetMapping(path = "/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "One data set with its contract; the ETag is its version")
    ResponseEntity<View> read(@PathVariable String name) {
        return answer(ResponseEntity.ok(), datasets.find(name).orElseThrow(UnknownDataset::new));
    }

    @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Declare a data set, or replace its contract for the documents to come",
            description = "The body is a Frictionless Table Schema. Types: string, integer, number, boolean,"
                    + " date, datetime, any. Constraint: required. What would not be checked is refused.")
    @ApiResponse(responseCode = "201", description = "The data set is new")
    @ApiResponse(responseCode = "200", description = "The data set has this contract now")
    ResponseEntity<View> put(@PathVariable String name,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
                    schema = @Schema(type = "object"), examples = @ExampleObject(EXAMPLE)))
            @RequestBody JsonNode body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Actor actor) {
        if (!Dataset.mayBeNamed(name)) {
            throw new InvalidName();
        }
        Condition condition = new Condition(ifMatch, ifNoneMatch);
        return switch (datasets.put(name, new Contract(body), condition, actor.name())) {
            case Put.Created(Dataset made) ->
                answer(ResponseEntity.created(URI.create("/datasets/" + name)), made);
            case Put.Replaced(Dataset now) -> answer(ResponseEntity.ok(), now);
            case Put.Refused() -> throw new ContractChangedMeanwhile();
        };
    }

    private static ResponseEntity<View> answer(ResponseEntity.BodyBuilder response, Dataset dataset) {
        return response.eTag(Condition.tag(dataset.version())).body(View.of(dataset));
    }

    /** A data set as clients see it. */
    @Schema(name = "Dataset")
    record View(String name, int version, @Schema(types = "object") JsonNode schema, Instant changedAt,
            String changedBy) {

        static View of(Dataset dataset) {
            return new View(dataset.name(), dataset.version(), dataset.contract().schema(),
                    dataset.changedAt(), dataset.changedBy());
        }
    }
}
