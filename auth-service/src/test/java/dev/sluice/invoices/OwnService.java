package dev.sluice.invoices;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.DelegatingJwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.web.SecurityFilterChain;

/** What {@code docs/auth.md} tells whoever has a service of their own, word for word. */
@Configuration
class OwnService {

    @Bean
    JwtDecoder accessTokens(@Value("${sluice.issuer}") String issuer) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(issuer + "/.well-known/jwks.json")
                .jwsAlgorithm(SignatureAlgorithm.ES256).validateType(false).build();
        decoder.setJwtValidator(
                JwtValidators.createAtJwtValidator().issuer(issuer).audience("sluice").build());
        return decoder;
    }

    @Bean
    SecurityFilterChain whoMayWhat(HttpSecurity http) {
        var roles = new JwtGrantedAuthoritiesConverter();
        roles.setAuthoritiesClaimName("roles");
        roles.setAuthorityPrefix("ROLE_");
        var scopes = new JwtGrantedAuthoritiesConverter();
        var bearer = new JwtAuthenticationConverter();
        bearer.setJwtGrantedAuthoritiesConverter(new DelegatingJwtGrantedAuthoritiesConverter(roles, scopes));
        return http.oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(bearer)))
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers("/invoices").hasAnyAuthority("ROLE_reviewer", "SCOPE_invoices:read")
                        .anyRequest().authenticated())
                .build();
    }
}
