package dev.sluice.invoices;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The whole service, as Spring Boot would put it together. */
@Configuration
@EnableWebMvc
@EnableWebSecurity
@Import({OwnService.class, Invoices.InvoiceController.class})
public class Invoices {

    @RestController
    static class InvoiceController {

        @GetMapping("/invoices")
        String list() {
            return "[]";
        }
    }
}
