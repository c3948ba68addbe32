package dev.sluice.ingest.document;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.util.WebUtils;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.problem.ProblemException;
import dev.sluice.ingest.receipt.ReceiptView;

@RestController
@RequestMapping("/documents")
@Tag(name = "Documents")
class DocumentController {

    private static final String KEY = "Idempotency-Key";
    private static final String ABOUT_KEY = "Your own name for this upload: sent again with it, the"
            + " same bytes get the same receipt";
    private static final MediaType CSV = new MediaType("text", "csv");

    /** What forms call a CSV file when they do not know better. */
    private static final Set<String> VAGUE = Set.of(MediaType.APPLICATION_OCTET_STREAM_VALUE,
            MediaType.TEXT_PLAIN_VALUE, "application/csv", "application/vnd.ms-excel");

    private final Intake intake;
    private final DocumentMetrics metrics;
    private final UploadProperties properties;

    DocumentController(Intake intake, DocumentMetrics metrics, UploadProperties properties) {
        this.intake = intake;
        this.metrics = metrics;
        this.properties = properties;
    }

    @PostMapping(consumes = "text/csv", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Hand a document in, as the body or as the part file of a form")
    @ApiResponse(responseCode = "202", description = "Accepted: stored, and on its way to approval",
            headers = @Header(name = HttpHeaders.LOCATION, description = "The receipt",
                    schema = @Schema(type = "string")))
    @RequestBody(required = true, content = @Content(mediaType = "text/csv",
            schema = @Schema(type = "string", example = "iata,name\n00M,Thigpen\n")))
    ResponseEntity<ReceiptView> body(@RequestParam String dataset,
            @Parameter(description = ABOUT_KEY)
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            HttpServletRequest request, Actor actor) throws IOException {
        return answer(dataset, nameIn(request.getHeader(HttpHeaders.CONTENT_DISPOSITION)),
                request.getContentType(), request.getInputStream(), request.getContentLengthLong(), key,
                actor);
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Hand a document in, as the body or as the part file of a form")
    ResponseEntity<ReceiptView> form(@RequestParam String dataset, @RequestParam("file") MultipartFile file,
            @RequestHeader(name = KEY, required = false) @Nullable String key, HttpServletRequest request,
            Actor actor) throws IOException {
        requireOneFile(request);
        try (InputStream body = file.getInputStream()) {
            return answer(dataset, file.getOriginalFilename(), file.getContentType(), body, file.getSize(),
                    key, actor);
        }
    }

    private ResponseEntity<ReceiptView> answer(String dataset, @Nullable String fileName,
            @Nullable String contentType, InputStream body, long size, @Nullable String key, Actor actor) {
        try {
            requireCsv(contentType, fileName);
            Accepted accepted = intake.accept(new Sent(dataset, FileName.of(fileName, "document.csv"), body,
                    size, IdempotencyKey.of(key), actor));
            metrics.accepted(accepted);
            return ResponseEntity.accepted().location(URI.create("/receipts/" + accepted.receipt().id()))
                    .body(ReceiptView.of(accepted.receipt()));
        }
        catch (ProblemException refused) {
            metrics.refused(refused);
            throw refused;
        }
        catch (RuntimeException broken) {
            metrics.failed();
            throw broken;
        }
    }

    /** The container has read the form before a method of ours is called. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableForm(MultipartException unreadable) {
        ProblemException refused = unreadable instanceof MaxUploadSizeExceededException
                ? new DocumentTooLarge(properties.maxSize().toBytes()) : new UploadAborted(unreadable);
        metrics.refused(refused);
        return ResponseEntity.status(refused.getStatusCode()).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(refused.getBody());
    }

    private void requireOneFile(HttpServletRequest request) {
        MultipartRequest form = WebUtils.getNativeRequest(request, MultipartRequest.class);
        int files = form == null ? 0 : form.getMultiFileMap().values().stream().mapToInt(List::size).sum();
        if (files > 1) {
            SeveralFiles refused = new SeveralFiles(files);
            metrics.refused(refused);
            throw refused;
        }
    }

    private static void requireCsv(@Nullable String contentType, @Nullable String fileName) {
        try {
            MediaType type = contentType == null ? MediaType.APPLICATION_OCTET_STREAM
                    : MediaType.parseMediaType(contentType);
            boolean named = fileName != null && fileName.toLowerCase(Locale.ROOT).endsWith(".csv");
            boolean vague = named && VAGUE.contains(type.getType() + "/" + type.getSubtype());
            boolean utf8 = type.getCharset() == null || StandardCharsets.UTF_8.equals(type.getCharset())
                    || StandardCharsets.US_ASCII.equals(type.getCharset());
            if (utf8 && (vague || CSV.equalsTypeAndSubtype(type))) {
                return;
            }
        }
        catch (InvalidMediaTypeException unknown) {
            // Not a type at all, so not CSV either.
        }
        throw new NotCsv();
    }

    private static @Nullable String nameIn(@Nullable String disposition) {
        try {
            return disposition == null ? null : ContentDisposition.parse(disposition).getFilename();
        }
        catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
