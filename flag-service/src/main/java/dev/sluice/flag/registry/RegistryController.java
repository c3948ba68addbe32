package dev.sluice.flag.registry;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.problem.Fault;

/** The registry as one JSON document: an array of entries, in and out without a difference. */
@RestController
@Tag(name = "Registry")
class RegistryController {

    static final int MOST_BYTES = 5 * 1024 * 1024;

    private final Flags flags;
    private final FlagDesk desk;

    RegistryController(Flags flags, FlagDesk desk) {
        this.flags = flags;
        this.desk = desk;
    }

    @GetMapping(path = "/flags/export", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The registry, with every member it was imported with")
    @ApiResponse(responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = RegistryEntry.class))))
    String export() {
        return flags.all().stream().map(stored -> RegistryJson.write(stored.flag().entry()))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    @PostMapping(path = "/flags/import", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Take over a registry, whole or not at all; flags it does not name stay",
            requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
                    content = @Content(array = @ArraySchema(
                            schema = @Schema(implementation = RegistryEntry.class)))))
    FlagDesk.Imported take(HttpServletRequest request,
            @RequestParam(required = false) @Size(max = 1000) @Pattern(regexp = "\\P{Cntrl}*")
            @Nullable String reason, Actor actor)
            throws IOException {
        return desk.take(read(request.getInputStream()), reason, actor);
    }

    private static List<Flag> read(InputStream body) throws IOException {
        byte[] document = body.readNBytes(MOST_BYTES + 1);
        if (document.length > MOST_BYTES) {
            throw new RegistryTooLarge();
        }
        List<Fault> faults = new ArrayList<>();
        List<Flag> registry = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        int place = 0;
        for (JsonNode entry : array(document)) {
            String at = "#/" + place++;
            Entry.read(entry, at, faults).ifPresent(flag -> {
                registry.add(flag);
                if (!keys.add(flag.key())) {
                    faults.add(new Fault(at + "/" + Entry.NAME, "must not come twice"));
                }
            });
        }
        if (!faults.isEmpty()) {
            throw new InvalidFlag(faults);
        }
        return registry;
    }

    private static JsonNode array(byte[] document) {
        try {
            JsonNode read = RegistryJson.read(document);
            if (read.isArray()) {
                return read;
            }
        }
        catch (JacksonException unreadable) {
            throw new InvalidFlag(List.of(new Fault("#", "must be JSON in which no name comes twice")));
        }
        throw new InvalidFlag(List.of(new Fault("#", "must be an array of flags")));
    }
}
