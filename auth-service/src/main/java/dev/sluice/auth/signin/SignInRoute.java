package dev.sluice.auth.signin;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import dev.sluice.auth.password.PasswordHashes;
import dev.sluice.common.problem.Problems;

/** Where the door of the sign-in is. */
@Configuration(proxyBeanMethods = false)
class SignInRoute {

    /**
     * Outside of all that a request costs but its correlation, so that a crowd costs little. What measures
     * requests asks for the same place; of two that do, the application's own comes first.
     */
    @Bean
    FilterRegistrationBean<SignInDoor> signInDoor(PasswordHashes hashes, Problems problems,
            MeterRegistry meters) {
        var registration = new FilterRegistrationBean<>(new SignInDoor(hashes, problems, meters));
        registration.addUrlPatterns("/auth/signin");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }
}
