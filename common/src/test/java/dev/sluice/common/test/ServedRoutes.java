package dev.sluice.common.test;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.servlet.ServletRegistration;

import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What a running service answers to, as method and path template. */
final class ServedRoutes {

    private static final String DISPATCHER = "dispatcherServlet";

    private ServedRoutes() {
    }

    /**
     * Controllers, actuator endpoints, static resources, other servlets, and the one filter that answers.
     *
     * @throws AssertionError if there is a kind of mapping whose routes cannot be listed
     */
    static Set<String> of(WebApplicationContext service) {
        Set<String> served = new TreeSet<>();
        service.getBeansOfType(HandlerMapping.class).values()
                .forEach(mapping -> routes(mapping).forEach(served::add));
        servlets(service).forEach(served::add);
        filters(service).forEach(served::add);
        return served;
    }

    private static Stream<String> routes(HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingInfoHandlerMapping annotated ->
                annotated.getHandlerMethods().keySet().stream().flatMap(ServedRoutes::routes);
            case AbstractUrlHandlerMapping files ->
                Stream.concat(files.getHandlerMap().keySet().stream(),
                        files.getRootHandler() == null ? Stream.of() : Stream.of("/"))
                        // Served are folders; single files in them are only changed on their way.
                        .map(path -> "GET " + path.replaceFirst("\\*.*", "**"));
            case RouterFunctionMapping functions when functions.getRouterFunction() == null -> Stream.of();
            default -> throw new AssertionError("Nobody can list the routes of " + mapping);
        };
    }

    private static Stream<String> routes(RequestMappingInfo mapped) {
        Set<RequestMethod> methods = mapped.getMethodsCondition().getMethods();
        return mapped.getPatternValues().stream().flatMap(path -> methods.isEmpty()
                ? Stream.of("any " + path) : methods.stream().map(method -> method + " " + path));
    }

    private static Stream<String> servlets(WebApplicationContext service) {
        var context = service.getServletContext();
        return context == null ? Stream.of() : context.getServletRegistrations().values().stream()
                .filter(servlet -> !servlet.getName().equals(DISPATCHER))
                .map(ServletRegistration::getMappings)
                .flatMap(paths -> paths.stream().map(path -> "any " + path));
    }

    /** RFC 9728's document is written by a filter, which has no mapping. */
    private static Stream<String> filters(WebApplicationContext service) {
        return service.getBeansOfType(FilterChainProxy.class).values().stream()
                .flatMap(proxy -> proxy.getFilterChains().stream())
                .flatMap(chain -> chain.getFilters().stream())
                .filter(OAuth2ProtectedResourceMetadataFilter.class::isInstance)
                .map(filter -> "GET /.well-known/oauth-protected-resource/**");
    }
}
