package dev.sluice.common.openapi;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says of a record's members what the code says with JSpecify, since all of it is null-marked: one that is
 * never null is required, one that may be null has that for another type, and one that is left out instead
 * is neither. A record that names its required members itself is believed.
 */
final class RecordSchemas extends ModelResolver {

    private static final String NULL = "null";

    RecordSchemas(ObjectMapper mapper) {
        super(mapper);
        openapi31(true);
    }

    @Override
    public @Nullable Schema<?> resolve(AnnotatedType annotated, ModelConverterContext context,
            Iterator<ModelConverter> next) {
        JavaType type = _mapper.constructType(annotated.getType());
        if (type != null && type.getRawClass() == JsonNode.class) {
            // Any JSON value; its accessors are no members.
            return new Schema<>();
        }
        Schema<?> resolved = super.resolve(annotated, context, next);
        if (resolved != null && type != null && type.getRawClass().isRecord()) {
            describe(type, model(resolved, context));
        }
        return resolved;
    }

    /** The annotations of a list come with those of its elements, which say nothing of the list. */
    @Override
    protected @Nullable Boolean resolveNullable(Annotated member, Annotation[] annotations,
            io.swagger.v3.oas.annotations.media.@Nullable Schema schema) {
        return super.resolveNullable(member, new Annotation[0], schema);
    }

    private static Schema<?> model(Schema<?> resolved, ModelConverterContext context) {
        String ref = resolved.get$ref();
        Schema<?> defined = ref == null ? null
                : context.getDefinedModels().get(ref.substring(ref.lastIndexOf('/') + 1));
        return defined == null ? resolved : defined;
    }

    private void describe(JavaType type, Schema<?> model) {
        if (model.getProperties() == null) {
            return;
        }
        boolean says = saysWhatIsRequired(type.getRawClass());
        BeanDescription described = _mapper.getSerializationConfig().introspect(type);
        JsonInclude.Value inclusion = described.findPropertyInclusion(JsonInclude.Value.empty());
        for (BeanPropertyDefinition member : described.findProperties()) {
            String name = member.getName();
            Schema<?> schema = model.getProperties().get(name);
            if (schema == null) {
                continue;
            }
            if (!mayBeNull(type.getRawClass(), member.getInternalName())) {
                if (!says) {
                    model.addRequiredItem(name);
                }
            }
            else if (inclusion.withOverrides(member.findInclusion()).getValueInclusion()
                    != JsonInclude.Include.NON_NULL) {
                orNull(model, name, schema);
            }
        }
    }

    private static boolean saysWhatIsRequired(Class<?> type) {
        var said = type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return said != null && said.requiredProperties().length > 0;
    }

    private static boolean mayBeNull(Class<?> type, String name) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(name)) {
                return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            }
        }
        // Computed, and not a component.
        return false;
    }

    /** One that is required by an annotation is only null so that this can be refused in words. */
    private static void orNull(Schema<?> model, String name, Schema<?> schema) {
        if (model.getRequired() != null && model.getRequired().contains(name)) {
            return;
        }
        Set<String> types = schema.getTypes();
        if (schema.get$ref() != null || schema.getEnum() != null) {
            model.getProperties().put(name,
                    new Schema<>().oneOf(List.of(schema, new Schema<>().types(Set.of(NULL)))));
        }
        else if (types != null) {
            Set<String> more = new LinkedHashSet<>(types);
            more.add(NULL);
            schema.setTypes(more);
        }
    }
}
