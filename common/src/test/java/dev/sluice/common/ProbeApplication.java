package dev.sluice.common;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.sluice.common.identity.AccessRules;

/** Begun by {@link ProbeTest}. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import(ProbeController.class)
public class ProbeApplication {

    @Bean
    AccessRules access() {
        return requests -> {
            requests.requestMatchers(HttpMethod.GET, "/probe/open").permitAll();
            requests.requestMatchers("/probe/review/**").hasAnyRole("REVIEWER", "ADMIN");
            requests.requestMatchers("/probe/evaluate").hasAuthority("SCOPE_flags:evaluate");
        };
    }

    /** Fails before Spring MVC is reached. */
    @Bean
    Filter failingFilter() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
                    FilterChain chain) throws ServletException, IOException {
                if (request.getRequestURI().equals("/probe/filter-fails")) {
                    throw new IllegalStateException("jdbc:postgresql://db password=hunter2");
                }
                if (request.getRequestURI().equals("/probe/filter-refuses")) {
                    throw new ProbeController.FourEyes("J1");
                }
                chain.doFilter(request, response);
            }
        };
    }
}
