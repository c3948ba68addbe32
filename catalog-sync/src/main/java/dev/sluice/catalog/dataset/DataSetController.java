package dev.sluice.catalog.dataset;

import java.net.URI;
import java.time.Instant;
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
import dev.sluice.common.paging.Page;

@RestController
@RequestMapping(path = "/datasets", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Data sets")
class DataSetController {

    private final DataSets dataSets;
    private final Deliveries deliveries;
    private final Collibra collibra;

    DataSetController(DataSets dataSets, Deliveries deliveries, Collibra collibra) {
        this.dataSets = dataSets;
        this.deliveries = deliveries;
        this.collibra = collibra;
    }

    @GetMapping
    @Operation(summary = "The names of all data sets that were approved once")
    Page<String> list(@RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return dataSets.names(page, size);
    }

    @GetMapping("/{name}")
    @Operation(summary = "How the newest approval of a data set stands in the catalogue",
            description = "state is SYNCED only when the catalogue has stored this very approval; the asset "
                    + "may be there from an earlier one.")
    CatalogueState show(@PathVariable String name) {
        // In this order: whoever reads SYNCED reads the asset too, which was written with it.
        Delivery latest = deliveries.latest(name).orElseThrow(DataSetNotFound::new);
        DataSets.DataSet dataSet = dataSets.find(name).orElseThrow(DataSetNotFound::new);
        UUID asset = dataSet.assetId();
        return new CatalogueState(name, latest.state(), latest.jobId(), latest.approvedAt(),
                latest.approvedBy(), latest.digest(), latest.records(), asset,
                asset == null ? null : collibra.page(asset), dataSet.syncedAt(), latest.id(),
                latest.error());
    }

    /**
     * What is known of a data set.
     *
     * @param jobId of the newest approval, as are the five that follow
     * @param syncedAt when the asset was last changed by us
     * @param delivery what brings the newest approval there
     */
    record CatalogueState(String dataset, Delivery.State state, String jobId, Instant approvedAt,
            String approvedBy, String digest, long records, @Nullable UUID assetId, @Nullable URI assetUrl,
            @Nullable Instant syncedAt, UUID delivery, @Nullable String error) {
    }
}
