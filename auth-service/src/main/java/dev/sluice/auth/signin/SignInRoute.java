package dev.sluice.auth.signin;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where the door of the sign-in is. */
@Configuration(proxyBeanMethods = false)
class SignInRoute implements WebMvcConfigurer {

    private final SignInDoor door;

    SignInRoute(SignInDoor door) {
        this.door = door;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(door).addPathPatterns("/auth/signin");
    }
}
