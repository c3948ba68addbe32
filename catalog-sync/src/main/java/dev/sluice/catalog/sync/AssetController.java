package dev.sluice.catalog.sync;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.catalog.collibra.Collibra;
import dev.sluice.catalog.collibra.Place;
import dev.sluice.catalog.remote.Refused;
import dev.sluice.catalog.remote.Unavailable;
import dev.sluice.common.paging.Page;

@RestController
@RequestMapping(path = "/assets", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Assets")
class AssetController {

    private final SourceAssets assets;
    private final Collibra collibra;

    AssetController(SourceAssets assets, Collibra collibra) {
        this.assets = assets;
        this.collibra = collibra;
    }

    @GetMapping
    @Operation(summary = "What syncs have brought into the catalogue, by qualified name")
    Page<View> list(@RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        Page<SourceAssets.Known> found = assets.list(page, size);
        return new Page<>(found.items().stream().map(known -> view(known, known.assetId())).toList(),
                page, size, found.total());
    }

    @GetMapping("/{guid}")
    @Operation(summary = "One asset of the source, with its page in the catalogue")
    View show(@PathVariable String guid) {
        SourceAssets.Known known = assets.find(guid).orElseThrow(AssetNotFound::new);
        UUID asset = known.assetId();
        return view(known, asset == null ? lookedUp(known) : asset);
    }

    /** An import does not tell which id it gave, so the first who asks finds out. */
    private @Nullable UUID lookedUp(SourceAssets.Known known) {
        try {
            Optional<UUID> found = collibra.find(Place.DISCOVERED, known.qualifiedName());
            found.ifPresent(id -> assets.remember(known.guid(), id));
            return found.orElse(null);
        }
        catch (Unavailable | Refused notNow) {
            return null;
        }
    }

    private View view(SourceAssets.Known known, @Nullable UUID asset) {
        return new View(known.guid(), known.name(), known.qualifiedName(), known.entityType(), known.state(),
                asset, asset == null ? null : collibra.page(asset), known.syncedAt(), known.missingSince());
    }

    /**
     * An asset as it is told.
     *
     * @param assetUrl null in lists until somebody has looked at the asset alone
     */
    record View(String guid, String name, String qualifiedName, String entityType, SourceAssets.State state,
            @Nullable UUID assetId, @Nullable URI assetUrl, Instant syncedAt,
            @Nullable Instant missingSince) {
    }
}
