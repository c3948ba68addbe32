package dev.sluice.auth.proof;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.AccessLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Warns once where calls are counted by network and one says that a proxy passed it on, which nothing has
 * believed: then all are in the proxy's network, and whoever guesses locks out everybody.
 */
@Configuration(proxyBeanMethods = false)
class UnheardProxy implements HandlerInterceptor, WebMvcConfigurer {

    private static final Logger log = LoggerFactory.getLogger(UnheardProxy.class);

    private final AtomicBoolean warned = new AtomicBoolean();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/auth/signin", "/auth/signup", "/auth/password");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!warned.get() && isUnheard(request) && warned.compareAndSet(false, true)) {
            log.warn("A call says that a proxy passed it on, and nothing here believes it. If there is one, "
                    + "everybody is in its network, and whoever guesses passwords locks out all others: "
                    + "see to server.forward-headers-strategy.");
        }
        return true;
    }

    /** The framework takes the headers that it has believed away, and Tomcat says that it has. */
    private static boolean isUnheard(HttpServletRequest request) {
        return (request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null)
                && request.getAttribute(AccessLog.REMOTE_ADDR_ATTRIBUTE) == null;
    }
}
