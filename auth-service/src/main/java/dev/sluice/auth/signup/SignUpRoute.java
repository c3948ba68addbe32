package dev.sluice.auth.signup;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where the door of the sign-up is. */
@Configuration(proxyBeanMethods = false)
class SignUpRoute implements WebMvcConfigurer {

    private final SignUpDoor door;

    SignUpRoute(SignUpDoor door) {
        this.door = door;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(door).addPathPatterns("/auth/signup");
    }
}
