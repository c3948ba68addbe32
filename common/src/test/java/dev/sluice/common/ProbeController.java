package dev.sluice.common;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;
import dev.sluice.common.problem.ProblemException;

/** Raises every kind of error that a controller can. */
@RestController
@RequestMapping(path = "/probe", produces = MediaType.APPLICATION_JSON_VALUE)
class ProbeController {

    private static final Logger log = LoggerFactory.getLogger(ProbeController.class);

    record Line(@NotBlank String itemName, @Min(1) int unitCount) {
    }

    record Order(@Size(min = 3, max = 20, message = "must have 3 to 20 characters") String customerName,
            List<@Valid Line> orderLines, Role wantedRole, UUID externalId,
            @Size(max = 12) String password) {
    }

    record Found(int size, String name, @Nullable UUID successor, @Nullable Role role, @Nullable Line line,
            @Nullable JsonNode anything, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String remark,
            List<Map<String, JsonNode>> rows) {
    }

    static class FourEyes extends ProblemException {
        private static final long serialVersionUID = 1L;

        FourEyes(String job) {
            super(HttpStatus.FORBIDDEN, "four-eyes", "Four eyes", "You asked for job " + job + " yourself.");
            with("job_id", job);
        }
    }

    @GetMapping("/open")
    Map<String, String> open() {
        return Map.of();
    }

    /** More than any buffer holds, and then something that cannot be written. */
    @GetMapping("/half")
    List<Object> half() {
        return List.of("x".repeat(100_000), new Object() {

            @JsonValue
            String broken() {
                throw new IllegalStateException("hunter2");
            }
        });
    }

    @GetMapping("/me")
    Actor me(Actor actor) {
        return actor;
    }

    @GetMapping("/review/one")
    Actor review(Actor actor) {
        return actor;
    }

    @GetMapping("/evaluate")
    Actor evaluate(Actor actor) {
        return actor;
    }

    @GetMapping("/context")
    Map<String, String> context() {
        log.info("Looking at the context");
        return MDC.getCopyOfContextMap();
    }

    @PostMapping(path = "/orders", consumes = MediaType.APPLICATION_JSON_VALUE)
    Order order(@Valid @RequestBody Order order) {
        return order;
    }

    @PostMapping("/lines")
    Line line(@Valid @RequestBody Line line, @RequestParam(name = "line_number") @Max(9) int number) {
        return line;
    }

    @GetMapping("/orders/{id}")
    Map<String, Object> one(@PathVariable UUID id, @RequestParam(defaultValue = "20") @Max(100) int size,
            @RequestParam Role as, @RequestParam(required = false) @Nullable Instant since) {
        return Map.of("id", id, "size", size, "as", as);
    }

    @GetMapping("/found")
    Found found() {
        return new Found(0, "nothing", null, null, null, null, null, List.of());
    }

    @PostMapping(path = "/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    long upload(@RequestParam MultipartFile file) {
        return file.getSize();
    }

    @GetMapping(path = "/csv", produces = "text/csv")
    String csv() {
        throw new FourEyes("J2");
    }

    @GetMapping("/four-eyes")
    void fourEyes() {
        throw new FourEyes("J1");
    }

    @GetMapping("/gone")
    void gone() {
        throw new ResponseStatusException(HttpStatus.GONE, "It was here");
    }

    @GetMapping("/lost-race")
    void lostRace() {
        throw new OptimisticLockingFailureException("approval row 4711, version 2");
    }

    @GetMapping("/unstorable")
    void unstorable() {
        throw new DataIntegrityViolationException("insert into account",
                new SQLException("invalid byte sequence for encoding: 0x00", "22021"));
    }

    @GetMapping("/away")
    void away() {
        throw new CannotCreateTransactionException("dev.sluice.Internal",
                new SQLTransientConnectionException("SELECT * FROM hunter2 timed out after 5000ms"));
    }

    @GetMapping("/denied")
    void denied() {
        throw new AccessDeniedException("because dev.sluice.Internal says so");
    }

    @GetMapping("/bug")
    void bug() {
        throw new IllegalStateException("SELECT * FROM account WHERE password='hunter2'");
    }

    @GetMapping("/stack-overflow")
    void error() {
        throw new StackOverflowError("dev.sluice.Internal");
    }
}
