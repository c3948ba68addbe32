package dev.sluice.auth.registry;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.client.Client;
import dev.sluice.auth.client.ClientSecret;
import dev.sluice.auth.client.Clients;
import dev.sluice.auth.client.StoredClient;
import dev.sluice.auth.client.StoredClients;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.paging.Page;

/** Where administrators register the services that get tokens. */
@RestController
@RequestMapping(path = "/admin/clients", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Clients")
class ClientController {

    private static final String PLAIN = "[^\\p{Cc}\\p{Cs}]*";
    private static final int MOST_SCOPES = 50;
    private static final long LONGEST_OVERLAP = 30L * 24 * 3600;

    private final ClientDesk desk;
    private final StoredClients stored;
    private final Clients clients;

    ClientController(ClientDesk desk, StoredClients stored, Clients clients) {
        this.desk = desk;
        this.stored = stored;
        this.clients = clients;
    }

    /** A service that is not registered yet; with {@code jwks} it signs, and without gets a secret. */
    record NewClient(
            @NotNull @Pattern(regexp = Client.ID) @Schema(example = "billing") String id,
            @NotBlank @Size(max = 100) @Pattern(regexp = PLAIN, message = "must be plain text") String name,
            @NotNull @Size(max = MOST_SCOPES) Set<@NotNull @Pattern(regexp = Client.SCOPE) String> scopes,
            @Nullable Map<String, Object> jwks) {
    }

    /** What a client is to be. What else a reader is shown may be sent back, and is passed over. */
    @JsonIgnoreProperties({"id", "authentication", "secrets", "source", "created_at", "changed_at",
        "changed_by"})
    record WantedClient(
            @NotBlank @Size(max = 100) @Pattern(regexp = PLAIN, message = "must be plain text") String name,
            @NotNull @Size(max = MOST_SCOPES) Set<@NotNull @Pattern(regexp = Client.SCOPE) String> scopes,
            @Nullable Map<String, Object> jwks, @NotNull Boolean disabled) {
    }

    /** A secret, shown once. */
    record NewSecret(UUID id, @Schema(format = "password") String secret, Instant createdAt) {

        static NewSecret of(ClientSecret.Made made) {
            return new NewSecret(made.kept().id(), made.secret(), made.kept().createdAt());
        }

        @Override
        public String toString() {
            return "NewSecret[" + id + "]";
        }
    }

    record RegisteredClient(ClientView client, @Nullable NewSecret secret) {
    }

    @Operation(summary = "Clients by id", description = "Those of the configuration first.")
    @GetMapping
    Page<ClientView> list(
            @RequestParam(required = false) @Size(max = 100) @Pattern(regexp = PLAIN) @Nullable String name,
            @RequestParam(required = false) @Size(max = 100) @Pattern(regexp = PLAIN) @Nullable String scope,
            @RequestParam(required = false) @Nullable Boolean disabled,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        List<Client> configured = clients.configured();
        List<Client> matching = configured.stream()
                .filter(client -> name == null
                        || client.id().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)))
                .filter(client -> scope == null || client.scopes().contains(scope))
                .filter(client -> disabled == null || !disabled).toList();
        Page<Client> first = Page.of(matching, page, size);
        List<ClientView> items = new ArrayList<>(first.items().stream().map(ClientView::of).toList());
        Page<StoredClient> rest = stored.page(name, scope, disabled,
                configured.stream().map(Client::id).toList(),
                Math.max(0, (long) page * size - matching.size()), size - items.size());
        rest.items().forEach(client -> items.add(ClientView.of(client)));
        return new Page<>(items, page, size, matching.size() + rest.total());
    }

    @Operation(summary = "One client; its ETag is what a change of it must carry")
    @GetMapping("/{id}")
    ResponseEntity<ClientView> read(@PathVariable String id) {
        return clients.configured().stream().filter(client -> client.id().equals(id)).findFirst()
                .map(client -> ResponseEntity.ok(ClientView.of(client)))
                .orElseGet(() -> answer(stored.find(id).orElseThrow(ClientNotFound::new)));
    }

    @Operation(summary = "Register a client", description = """
            Without jwks it gets a secret, which this answer shows and no other ever will. With jwks, a JSON \
            Web Key Set of public keys, it authenticates by private_key_jwt.""")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<RegisteredClient> register(@Valid @RequestBody NewClient form, Actor actor) {
        var made = desk.register(form.id(), form.name().strip(), form.scopes(), form.jwks(), actor);
        return shown(ResponseEntity.created(URI.create("/admin/clients/" + form.id())), made);
    }

    @Operation(summary = "Change a client in the version that If-Match names", description = """
            Where a scope or a key is taken from it, or it is disabled, the tokens that it has end.""")
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ClientView> replace(@PathVariable String id, @Valid @RequestBody WantedClient form,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Actor actor) {
        return answer(desk.replace(id, form.name().strip(), form.scopes(), form.jwks(), form.disabled(),
                ifMatch, actor));
    }

    @Operation(summary = "Delete a client", description = "The tokens that it has end.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Actor actor) {
        desk.delete(id, ifMatch, actor);
    }

    @Operation(summary = "Give a client another secret", description = """
            This answer shows it, and no other ever will. The one before stays good for so many seconds \
            more, a day if left out. There are never more than two.""")
    @PostMapping("/{id}/secrets")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<RegisteredClient> addSecret(@PathVariable String id,
            @RequestParam(name = "overlap_seconds", defaultValue = "86400") @Min(0) @Max(LONGEST_OVERLAP)
            long overlapSeconds, Actor actor) {
        return shown(ResponseEntity.status(HttpStatus.CREATED),
                desk.addSecret(id, Duration.ofSeconds(overlapSeconds), actor));
    }

    @Operation(summary = "End a secret at once",
            description = "Tokens that it got go on; disable the client to end them too.")
    @DeleteMapping("/{id}/secrets/{secret}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSecret(@PathVariable String id, @PathVariable UUID secret, Actor actor) {
        desk.endSecret(id, secret, actor);
    }

    private static ResponseEntity<ClientView> answer(StoredClient client) {
        return ResponseEntity.ok().eTag(ClientDesk.tag(client)).body(ClientView.of(client));
    }

    private static ResponseEntity<RegisteredClient> shown(ResponseEntity.BodyBuilder answer,
            ClientDesk.Registered made) {
        return answer.eTag(ClientDesk.tag(made.client())).cacheControl(CacheControl.noStore())
                .body(new RegisteredClient(ClientView.of(made.client()),
                        made.secret() == null ? null : NewSecret.of(made.secret())));
    }
}
