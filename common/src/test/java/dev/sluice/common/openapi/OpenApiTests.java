package dev.sluice.common.openapi;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.ProbeTest;
import dev.sluice.common.test.Http;

import static org.assertj.core.api.Assertions.assertThat;

@ProbeTest
class OpenApiTests {

    @LocalServerPort
    private int port;

    @Test
    void theDescriptionNamesTheServiceAndHowToAuthorize() {
        JsonNode api = api();
        assertThat(api.at("/info/title").asString()).isEqualTo("probe");
        assertThat(api.at("/info/version").asString()).isNotBlank();
        assertThat(api.at("/components/securitySchemes/bearer/scheme").asString()).isEqualTo("bearer");
        assertThat(api.at("/security/0/bearer").isArray()).isTrue();
    }

    @Test
    void schemasAreInSnakeCase() {
        assertThat(api().at("/components/schemas/Order/properties").propertyNames())
                .containsExactlyInAnyOrder("customer_name", "order_lines", "wanted_role", "external_id",
                        "password");
    }

    @Test
    void aMemberSaysWhetherItIsThereAndWhetherItMayBeNull() {
        JsonNode found = api().at("/components/schemas/Found");
        assertThat(found.path("type").asString()).isEqualTo("object");
        assertThat(found.path("required").values()).extracting(JsonNode::asString)
                .containsExactlyInAnyOrder("size", "name", "rows");
        JsonNode members = found.path("properties");
        assertThat(members.at("/name/type").toString()).isEqualTo("\"string\"");
        assertThat(members.at("/successor/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(members.at("/role/oneOf/0/enum").size()).isEqualTo(5);
        assertThat(members.at("/role/oneOf/1/type").asString()).isEqualTo("null");
        assertThat(members.at("/line/oneOf/0/$ref").asString()).isEqualTo("#/components/schemas/Line");
        assertThat(members.at("/line/oneOf/1/type").asString()).isEqualTo("null");
        assertThat(members.at("/remark/type").toString()).as("left out").isEqualTo("\"string\"");
        assertThat(members.path("anything").has("type")).isFalse();
    }

    @Test
    void aRowIsAnObjectOfAnyMembers() {
        JsonNode rows = api().at("/components/schemas/Found/properties/rows");
        assertThat(rows.toString()).isEqualTo("{\"type\":\"array\",\"items\":{\"type\":\"object\","
                + "\"additionalProperties\":{}}}");
    }

    @Test
    void theActorIsNoParameter() {
        assertThat(api().at("/paths/~1probe~1me/get").has("parameters")).isFalse();
        assertThat(api().at("/paths/~1probe~1orders~1{id}/get/parameters").values())
                .extracting(parameter -> parameter.get("name").asString())
                .containsExactlyInAnyOrder("id", "size", "as", "since");
    }

    @Test
    void everyOperationSaysThatErrorsAreProblems() {
        JsonNode answers = api().at("/paths/~1probe~1me/get/responses");
        assertThat(answers.at("/default/content/application~1problem+json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(api().at("/components/schemas/Problem/properties").propertyNames())
                .contains("type", "title", "status", "detail", "instance");
    }

    @Test
    void swaggerUiOpens() {
        Http.Answer answer = Http.send(Http.request(port, "/swagger-ui/index.html"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("swagger-ui");
        assertThat(Http.send(Http.request(port, "/swagger-ui.html")).status()).isEqualTo(302);
        // Whoever opens the bare address of a service in a browser wants to look at it.
        assertThat(Http.send(Http.request(port, "/")).header("Location")).endsWith("/swagger-ui.html");
        assertThat(Http.send(Http.request(port, "/v3/api-docs/swagger-config")).status()).isEqualTo(200);
    }

    private JsonNode api() {
        return Http.send(Http.request(port, "/v3/api-docs")).json();
    }
}
