package dev.sluice.common.openapi;

import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.models.Operation;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * Says of an operation that asks for a requirement without a name that it can be called without any, as well:
 * the library loses that one, and a client that was made from the rest would demand what nobody needs.
 */
final class OpenAlternative implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        boolean open = AnnotatedElementUtils
                .findMergedRepeatableAnnotations(method.getMethod(), SecurityRequirement.class).stream()
                .anyMatch(requirement -> requirement.name().isEmpty());
        return open ? operation.addSecurityItem(new io.swagger.v3.oas.models.security.SecurityRequirement())
                : operation;
    }
}
