package dev.sluice.auth.oauth;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent about a token, for the API's description. */
record TokenForm(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "password",
                description = "An access token or a refresh token") String token,
        @Schema(description = "refresh_token, to be told of one; needed for nothing else")
        @Nullable String tokenTypeHint,
        @Schema(description = "With client_secret_post") @Nullable String clientId,
        @Schema(description = "With client_secret_post", format = "password") @Nullable String clientSecret,
        @Schema(description = "With private_key_jwt", allowableValues = ClientCredentials.ASSERTION_TYPE)
        @Nullable String clientAssertionType,
        @Schema(description = "With private_key_jwt") @Nullable String clientAssertion) {
}
