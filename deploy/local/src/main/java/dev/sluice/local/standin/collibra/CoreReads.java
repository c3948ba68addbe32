package dev.sluice.local.standin.collibra;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.sluice.local.standin.collibra.Resources.Asset;
import dev.sluice.local.standin.collibra.Resources.Domain;
import dev.sluice.local.standin.http.Call;
import dev.sluice.local.standin.http.Refusal;
import dev.sluice.local.standin.http.Reply;

/** The reads of the core API, filtered and paged as the contract says. */
final class CoreReads {

    private final Store store;

    CoreReads(Store store) {
        this.store = store;
    }

    Reply assets(Call call) {
        Resources resources = store.read();
        Predicate<String> name = named(call);
        List<Map<String, Object>> found = resources.assets().values().stream()
                .filter(asset -> name.test(asset.name()) || name.test(asset.displayName()))
                .filter(asset -> said(call, "domainId", asset.domain()))
                .filter(asset -> said(call, "communityId", community(resources, asset)))
                .filter(asset -> said(call, "typeId", OperatingModel.id(asset.type())))
                .filter(asset -> said(call, "statusId", OperatingModel.id(asset.status())))
                .sorted(Comparator.comparing(Asset::name))
                .map(asset -> view(resources, asset)).toList();
        return Paging.of(call).page(found);
    }

    Reply asset(Call call) {
        Resources resources = store.read();
        Asset asset = resources.assets().get(UUID.fromString(call.variable("id")));
        if (asset == null) {
            throw new Refusal(Problem.reply(404, "assetNotFoundId", "The asset does not exist."));
        }
        return Reply.json(200, view(resources, asset));
    }

    Reply attributes(Call call) {
        List<Map<String, Object>> found = new ArrayList<>();
        store.read().assets().values().stream()
                .filter(asset -> said(call, "assetId", asset.id()))
                .forEach(asset -> asset.attributes().forEach((type, values) -> values.stream()
                        .filter(_ -> said(call, "typeIds", OperatingModel.id(type)))
                        .forEach(value -> found.add(view(asset, type, value)))));
        return Paging.of(call).page(found);
    }

    Reply relations(Call call) {
        Resources resources = store.read();
        List<Map<String, Object>> found = resources.relations().values().stream()
                .filter(relation -> said(call, "relationTypeId", relation.type()))
                .filter(relation -> said(call, "sourceId", relation.source()))
                .filter(relation -> said(call, "targetId", relation.target()))
                .map(relation -> {
                    Map<String, Object> view = resource(relation.id(), "Relation", relation.createdOn());
                    view.put("type", Map.of("id", relation.type(), "resourceType", "RelationType"));
                    view.put("source", end(resources, relation.source()));
                    view.put("target", end(resources, relation.target()));
                    return view;
                }).toList();
        return Paging.of(call).page(found);
    }

    Reply communities(Call call) {
        Predicate<String> name = named(call);
        return Paging.of(call).page(store.read().communities().values().stream()
                .filter(community -> name.test(community.name()))
                .map(community -> {
                    Map<String, Object> view = resource(community.id(), "Community", community.createdOn());
                    view.put("name", community.name());
                    return view;
                }).toList());
    }

    Reply domains(Call call) {
        Resources resources = store.read();
        Predicate<String> name = named(call);
        return Paging.of(call).page(resources.domains().values().stream()
                .filter(domain -> name.test(domain.name()))
                .filter(domain -> said(call, "communityId", domain.community()))
                .map(domain -> {
                    Map<String, Object> view = resource(domain.id(), "Domain", domain.createdOn());
                    view.put("name", domain.name());
                    view.put("type", reference(
                            OperatingModel.id(domain.type()), "DomainType", domain.type()));
                    view.put("community", reference(domain.community(), "Community",
                            name(resources, domain)));
                    return view;
                }).toList());
    }

    private static Predicate<String> named(Call call) {
        String wanted = call.parameter("name").orElse("");
        if (wanted.isEmpty()) {
            return _ -> true;
        }
        String lower = wanted.toLowerCase(Locale.ROOT);
        return switch (call.parameter("nameMatchMode").orElse("ANYWHERE")) {
            case "EXACT" -> wanted::equals;
            case "START" -> name -> name.toLowerCase(Locale.ROOT).startsWith(lower);
            case "END" -> name -> name.toLowerCase(Locale.ROOT).endsWith(lower);
            case "ANYWHERE" -> name -> name.toLowerCase(Locale.ROOT).contains(lower);
            default -> throw new Refusal(Problem.reply(400, "matchModeInvalid", "Unknown nameMatchMode."));
        };
    }

    private static boolean said(Call call, String parameter, @Nullable UUID actual) {
        List<String> wanted = call.parameters(parameter);
        return wanted.isEmpty() || wanted.contains(String.valueOf(actual));
    }

    private static @Nullable UUID community(Resources resources, Asset asset) {
        Domain domain = resources.domains().get(asset.domain());
        return domain == null ? null : domain.community();
    }

    private static String name(Resources resources, Domain domain) {
        var community = resources.communities().get(domain.community());
        return community == null ? "" : community.name();
    }

    private static Map<String, Object> view(Resources resources, Asset asset) {
        Domain domain = resources.domains().get(asset.domain());
        Map<String, Object> view = resource(asset.id(), "Asset", asset.createdOn());
        view.put("lastModifiedOn", asset.lastModifiedOn());
        view.put("name", asset.name());
        view.put("displayName", asset.displayName());
        view.put("domain", reference(asset.domain(), "Domain", domain == null ? "" : domain.name()));
        view.put("type", reference(OperatingModel.id(asset.type()), "AssetType", asset.type()));
        view.put("status", reference(OperatingModel.id(asset.status()), "Status", asset.status()));
        return view;
    }

    private static Map<String, Object> view(Asset asset, String type, String value) {
        UUID id = UUID.nameUUIDFromBytes((asset.id() + type + value).getBytes(StandardCharsets.UTF_8));
        Map<String, Object> view = resource(id, "StringAttribute", asset.lastModifiedOn());
        view.put("type", reference(OperatingModel.id(type), "StringAttributeType", type));
        view.put("asset", reference(asset.id(), "Asset", asset.name()));
        view.put("value", value);
        return view;
    }

    private static Map<String, Object> end(Resources resources, UUID id) {
        Asset asset = resources.assets().get(id);
        return reference(id, "Asset", asset == null ? "" : asset.name());
    }

    private static Map<String, Object> reference(UUID id, String resourceType, String name) {
        return Map.of("id", id, "resourceType", resourceType, "name", name);
    }

    private static Map<String, Object> resource(UUID id, String resourceType, long createdOn) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("resourceType", resourceType);
        view.put("createdOn", createdOn);
        view.put("lastModifiedOn", createdOn);
        view.put("system", false);
        return view;
    }
}
