package dev.sluice.local.standin.collibra;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import dev.sluice.local.standin.collibra.Resources.Asset;
import dev.sluice.local.standin.http.Call;
import dev.sluice.local.standin.http.Reply;

/** The page of an asset, at the address that Collibra's own pages have. */
final class AssetPage {

    private final Store store;

    AssetPage(Store store) {
        this.store = store;
    }

    Reply show(Call call) {
        Resources resources = store.read();
        Asset asset = resources.assets().get(UUID.fromString(call.variable("id")));
        if (asset == null) {
            return Reply.empty(404);
        }
        StringBuilder page = new StringBuilder("<!doctype html><html lang=en><meta charset=utf-8><title>")
                .append(escaped(asset.displayName())).append("</title><h1>")
                .append(escaped(asset.displayName())).append("</h1><p>")
                .append(escaped(asset.type())).append(", ").append(escaped(asset.status()))
                .append(", ").append(escaped(asset.name())).append("</p><table>");
        new TreeMap<>(asset.attributes()).forEach((type, values) -> page.append("<tr><th>")
                .append(escaped(type)).append("<td>").append(escaped(String.join(", ", values))));
        page.append("</table><ul>");
        Map<UUID, Asset> assets = resources.assets();
        resources.relations().values().stream().filter(relation -> relation.source().equals(asset.id()))
                .map(relation -> assets.get(relation.target())).filter(other -> other != null)
                .forEach(other -> page.append("<li><a href=\"").append(other.id()).append("\">")
                        .append(escaped(other.displayName())).append("</a> ").append(escaped(other.type())));
        return Reply.html(page.append("</ul></html>").toString());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
