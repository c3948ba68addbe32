package dev.sluice.common.openapi;

import java.util.List;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Adds what is true for every operation: it takes a bearer token, and refuses with a problem. */
final class DocumentedRefusals implements GlobalOpenApiCustomizer {

    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";

    @Override
    public void customise(OpenAPI api) {
        Components components = api.getComponents() == null ? new Components() : api.getComponents();
        api.setComponents(components);
        components.addSecuritySchemes(BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP)
                .scheme(BEARER).bearerFormat("JWT").description("An access token of the auth-service."));
        components.addSchemas(PROBLEM, problem());
        api.addSecurityItem(new SecurityRequirement().addList(BEARER));
        api.getPaths().values().forEach(path -> path.readOperations().forEach(DocumentedRefusals::document));
    }

    private static void document(Operation operation) {
        operation.getResponses().addApiResponse("default", new ApiResponse()
                .description("What went wrong, as RFC 9457 problem details")
                .content(new Content().addMediaType("application/problem+json",
                        new MediaType().schema(new Schema<>().$ref(PROBLEM)))));
    }

    private static Schema<?> problem() {
        return new ObjectSchema().required(List.of("type", "title", "status"))
                .addProperty("type", new StringSchema().format("uri").example("urn:sluice:problem:not-found")
                        .description("The stable name of the kind of problem; branch on it"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema().format("uri-reference"));
    }
}
