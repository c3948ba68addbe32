package dev.sluice.catalog.collibra;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The import API and what is needed to read its result back. Importing the same entries again changes
 * nothing: an asset is found by its name and place, or by the key its source gave it.
 */
@Component
public class Collibra {

    private final CollibraHttp http;
    private final CollibraProperties properties;
    private final JsonMapper json = JsonMapper.builder().build();

    Collibra(CollibraHttp http, CollibraProperties properties) {
        this.http = http;
        this.properties = properties;
    }

    /**
     * Hands the entries over. Nothing is stored before the job is at its end.
     *
     * @param carryOn whether an entry that cannot be stored leaves the others stored
     * @return the job's id
     */
    public UUID submit(List<Entry> entries, boolean carryOn) {
        byte[] file = json.writeValueAsBytes(new ImportFile(properties, entries).commands());
        HttpHeaders type = new HttpHeaders();
        type.setContentType(MediaType.APPLICATION_JSON);
        LinkedMultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("file", new HttpEntity<>(new NamedBytes(file), type));
        parts.add("fileName", "sluice.json");
        parts.add("continueOnError", Boolean.toString(carryOn));
        parts.add("sendNotification", "false");
        JsonNode job = http.call(client -> client.post().uri("/import/json-job")
                .contentType(MediaType.MULTIPART_FORM_DATA).body(parts));
        return UUID.fromString(job.path("id").asString());
    }

    /** How the job stands that was given these entries. */
    public ImportOutcome outcome(UUID job, List<Entry> entries) {
        JsonNode told;
        try {
            told = http.call(client -> client.get().uri("/jobs/{id}", job));
        }
        catch (CollibraHttp.NotThere forgotten) {
            return new ImportOutcome.Lost("Collibra does not know the job");
        }
        return switch (told.path("state").asString("")) {
            case "COMPLETED", "ERROR" -> ended(job, told, entries);
            case "CANCELED" -> new ImportOutcome.Lost("The import was cancelled");
            default -> new ImportOutcome.Running();
        };
    }

    /** A job that has ended is only as good as the summary of its import. */
    private ImportOutcome ended(UUID job, JsonNode told, List<Entry> entries) {
        if (told.path("result").asString("").equals("ABORTED")) {
            return new ImportOutcome.Lost("The import was aborted");
        }
        JsonNode summary = http.call(client -> client.get().uri("/import/results/{id}/summary", job));
        String state = summary.path("importJobState").asString("");
        if (state.equals("ABORTED")) {
            return new ImportOutcome.Lost("The import was aborted");
        }
        if (state.equals("COMPLETED") && told.path("state").asString().equals("COMPLETED")
                && summary.path("errorsCount").asInt(0) == 0) {
            return new ImportOutcome.Done();
        }
        return faulty(job, state.equals("COMPLETED_WITH_ERRORS"), told.path("message").asString(""), entries);
    }

    private ImportOutcome faulty(UUID job, boolean stored, String message, List<Entry> entries) {
        ImportFile file = new ImportFile(properties, entries);
        Map<Integer, String> errors = new HashMap<>();
        StringBuilder general = new StringBuilder();
        int offset = 0;
        JsonNode page;
        do {
            int from = offset;
            page = http.call(client -> client.get()
                    .uri("/import/results/{id}/errors?offset={offset}&limit=1000", job, from));
            for (JsonNode error : page.path("results")) {
                String text = error.path("errorMessage").asString("unknown");
                int entry = file.entryOf(error.path("command").path("indices").path(0).asInt(-1));
                if (entry >= 0 && entry < entries.size()) {
                    errors.merge(entry, text, (first, next) -> first + "; " + next);
                }
                else {
                    general.append(general.isEmpty() ? "" : "; ").append(text);
                }
            }
            offset += page.path("results").size();
        }
        while (offset < page.path("total").asInt(0) && !page.path("results").isEmpty());
        if (errors.isEmpty() && general.isEmpty()) {
            general.append(message.isBlank() ? "The import failed" : message);
        }
        return new ImportOutcome.Faulty(stored, errors, general.toString());
    }

    /** The id of the asset with exactly this name in the place. */
    public Optional<UUID> find(Place place, String name) {
        Optional<UUID> domain = domain(place);
        if (domain.isEmpty()) {
            return Optional.empty();
        }
        JsonNode found = http.call(client -> client.get().uri(
                "/assets?name={name}&nameMatchMode=EXACT&domainId={domain}&limit=1000", name, domain.get()));
        // It also finds assets whose display name it is, such as a column.
        return first(found, name);
    }

    private Optional<UUID> domain(Place place) {
        JsonNode communities = http.call(client -> client.get()
                .uri("/communities?name={name}&nameMatchMode=EXACT", properties.community()));
        return first(communities, properties.community()).flatMap(community -> first(
                http.call(client -> client.get().uri(
                        "/domains?name={name}&nameMatchMode=EXACT&communityId={community}", place.domain(),
                        community)), place.domain()));
    }

    private static Optional<UUID> first(JsonNode page, String name) {
        for (JsonNode resource : page.path("results")) {
            if (resource.path("name").asString("").equals(name)) {
                return Optional.of(UUID.fromString(resource.path("id").asString()));
            }
        }
        return Optional.empty();
    }

    /** The page that people open. */
    public URI page(UUID asset) {
        String base = properties.browsed().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "asset/" + asset);
    }

    /** A part of a multipart body is a file only when it has a name. */
    private static final class NamedBytes extends ByteArrayResource {

        private NamedBytes(byte[] bytes) {
            super(bytes);
        }

        @Override
        public String getFilename() {
            return "sluice.json";
        }
    }
}
