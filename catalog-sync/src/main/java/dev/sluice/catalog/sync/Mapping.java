package dev.sluice.catalog.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.catalog.collibra.Entry;
import dev.sluice.catalog.collibra.Place;
import dev.sluice.catalog.purview.SourceAsset;

/**
 * What an asset of Purview is in Collibra. It is found by its guid, so that it stays the same asset when it
 * is renamed, and named by its qualified name, since two folders may hold files of the same name.
 */
@Component
class Mapping {

    private static final String SYSTEM = "purview";

    private final SyncProperties properties;
    private final JsonMapper json = JsonMapper.builder().build();

    Mapping(SyncProperties properties) {
        this.properties = properties;
    }

    Entry entry(SourceAsset asset, Entry.@Nullable Status status) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        if (!asset.description().isBlank()) {
            attributes.put("Description", List.of(asset.description()));
        }
        attributes.put("Technical Name", List.of(asset.name()));
        attributes.put("Purview Type", List.of(asset.entityType()));
        attributes.put("Data Classification", asset.classifications());
        attributes.put("Purview Asset Link",
                List.of(properties.link().replace("{guid}", asset.guid())));
        return new Entry(Place.DISCOVERED, external(asset), asset.qualifiedName(), asset.name(),
                properties.type(asset.entityType()), status, attributes, null);
    }

    /** Nothing but the mark: what is known of a vanished asset stays. */
    Entry vanished(SourceAsset asset) {
        return new Entry(Place.DISCOVERED, external(asset), asset.qualifiedName(), asset.name(), null,
                Entry.Status.MISSING, Map.of(), null);
    }

    private static Entry.External external(SourceAsset asset) {
        return new Entry.External(SYSTEM, asset.guid());
    }

    /** Equal for what looks equal in Collibra, also after a change of this mapping's configuration. */
    String hash(SourceAsset asset) {
        try {
            byte[] text = json.writeValueAsString(entry(asset, null)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String text(SourceAsset asset) {
        return json.writeValueAsString(asset);
    }

    SourceAsset asset(String text) {
        return json.readValue(text, SourceAsset.class);
    }
}
