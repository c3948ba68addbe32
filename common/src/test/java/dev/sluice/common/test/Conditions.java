package dev.sluice.common.test;

import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** What ArchUnit does not ask by itself. */
final class Conditions {

    private static final String MAIN = "org.springframework.boot.autoconfigure.SpringBootApplication";

    /** Called, or handed on as a method reference. */
    static final DescribedPredicate<JavaAccess<?>> A_THREAD_SLEEPS =
            DescribedPredicate.describe("a thread sleeps", access -> access.getName().equals("sleep")
                    && (access.getTargetOwner().isEquivalentTo(Thread.class)
                            || access.getTargetOwner().isEquivalentTo(TimeUnit.class)));

    /** Called, or handed on as a method reference; {@code Instant.now(clock)} is what is wanted. */
    static final DescribedPredicate<JavaAccess<?>> A_CLOCK_IS_TAKEN_RATHER_THAN_GIVEN =
            DescribedPredicate.describe("a clock is taken rather than given", access -> {
                JavaClass owner = access.getTargetOwner();
                return switch (access.getName()) {
                    case "now" -> owner.getPackageName().equals("java.time") && !takes(access, Clock.class);
                    case "systemUTC", "systemDefaultZone" -> owner.isEquivalentTo(Clock.class);
                    case "system" -> owner.isAssignableTo(InstantSource.class);
                    case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
                    default -> false;
                };
            });

    static final DescribedPredicate<JavaClass> ARE_PUBLIC_AND_TOP_LEVEL =
            DescribedPredicate.describe("are public and top level", type -> type.isTopLevelClass()
                    && type.getModifiers().contains(JavaModifier.PUBLIC));

    private Conditions() {
    }

    static ArchCondition<JavaClass> haveAMethodAnnotatedWith(Class<? extends Annotation> annotation) {
        return new ArchCondition<>("have a method annotated with @" + annotation.getSimpleName()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMethod method : type.getMethods()) {
                    boolean annotated = method.isAnnotatedWith(annotation);
                    events.add(new SimpleConditionEvent(type, annotated, method.getFullName()
                            + (annotated ? " is" : " is not") + " annotated with @"
                            + annotation.getSimpleName()));
                }
            }
        };
    }

    static ArchCondition<JavaClass> liveInAPackageAnnotatedWith(Class<? extends Annotation> annotation) {
        return new ArchCondition<>("live in a package annotated with @" + annotation.getSimpleName()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, type.getPackage().isAnnotatedWith(annotation),
                        type.getPackageName() + " has no package-info with @" + annotation.getSimpleName()));
            }
        };
    }

    private static boolean takes(JavaAccess<?> access, Class<?> parameter) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(parameter));
    }

    static ArchCondition<JavaCodeUnit> haveNoParameterOf(Class<?> unwanted) {
        return new ArchCondition<>("have no parameter of type " + unwanted.getSimpleName()) {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                boolean clean = unit.getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(unwanted));
                events.add(new SimpleConditionEvent(unit, clean,
                        unit.getFullName() + " takes " + unwanted.getSimpleName()));
            }
        };
    }

    /** Directly, or as a part of what another public type of its package offers. */
    static ArchCondition<JavaClass> beUsedByAnotherPackage() {
        return new ArchCondition<>("be used by another package, or offered by a public type of its own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean used = type.isMetaAnnotatedWith(MAIN) || type.getDirectDependenciesToSelf().stream()
                        .map(Dependency::getOriginClass)
                        .anyMatch(user -> !user.getPackageName().equals(type.getPackageName())
                                || ARE_PUBLIC_AND_TOP_LEVEL.test(user));
                events.add(new SimpleConditionEvent(type, used,
                        type.getName() + " is public, but no other package uses it"));
            }
        };
    }
}
