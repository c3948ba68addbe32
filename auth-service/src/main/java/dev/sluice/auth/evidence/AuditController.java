package dev.sluice.auth.evidence;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.audit.AuditRow;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.audit.Head;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.common.identity.Actor;

/** Where the audit trail is read. */
@RestController
@RequestMapping(path = "/admin/audit")
@Tag(name = "Audit")
class AuditController {

    private static final String PLAIN = "[^\\p{Cc}\\p{Cs}]*";

    private final AuditRows rows;
    private final AuditExport export;
    private final KeyRing ring;

    AuditController(AuditRows rows, AuditExport export, KeyRing ring) {
        this.rows = rows;
        this.export = export;
        this.ring = ring;
    }

    /**
     * Rows, the newest first.
     *
     * @param next what {@code before} is on the next page; null on the last
     */
    record AuditPage(List<AuditRow> items, @Nullable Long next) {
    }

    @Operation(summary = "Find events", description = """
            The newest first; next is the before of the next page. Values are compared as a whole; from is \
            inclusive, to is not.""")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    AuditPage find(
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Pattern(regexp = "succeeded|refused") @Nullable String outcome,
            @Parameter(description = "Who did it: an account's UUID or a client's id")
            @RequestParam(required = false) @Size(max = 100) @Pattern(regexp = PLAIN) @Nullable String actor,
            @Parameter(description = "Whom or what it is about")
            @RequestParam(required = false) @Size(max = 100) @Pattern(regexp = PLAIN)
            @Nullable String subject,
            @RequestParam(required = false) @Size(max = 100) @Pattern(regexp = PLAIN) @Nullable String client,
            @Parameter(description = "The address that the request came from", example = "192.0.2.7")
            @RequestParam(required = false) @Nullable String network,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Min(1) @Nullable Long before,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        List<AuditRow> found = rows.find(new AuditRows.Filter(word(type), outcome, actor, subject, client,
                address(network), from, to, before), size);
        return new AuditPage(found, found.size() < size ? null : found.getLast().sequence());
    }

    @Operation(summary = "Export all events", description = """
            JSON Lines in the order of the chain, with the signed heads between them and one at its end: \
            what audit-verify checks without the service.""")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE,
            schema = @Schema(type = "string")))
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void export(@Parameter(description = "The row before the first one, 0 for all")
            @RequestParam(defaultValue = "0") @Min(0) long after, Actor actor, HttpServletResponse response)
            throws IOException {
        Head last = export.prepare(actor);
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            export.write(after, last, out);
        }
        catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    @Operation(summary = "Keys that signed heads", description = """
            A JSON Web Key Set of every key that ever signed, for audit-verify. Keep it elsewhere: whoever \
            could rewrite the database could add a key.""")
    @GetMapping(path = "/keys", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> keys() {
        return ring.everSigned().toJSONObject(true);
    }

    /** In the form of the rows; nothing is looked up. */
    private static @Nullable String address(@Nullable String network) {
        try {
            return network == null ? null : InetAddress.ofLiteral(network).getHostAddress();
        }
        catch (IllegalArgumentException noAddress) {
            throw new InvalidNetwork();
        }
    }

    private static @Nullable String word(@Nullable String type) {
        return type == null ? null : AuditType.of(type).orElseThrow(UnknownAuditType::new).word();
    }
}
