package dev.sluice.common.test;

import java.lang.annotation.Annotation;
import java.util.concurrent.TimeUnit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** What ArchUnit does not ask by itself. */
final class Conditions {

    private static final String MAIN = "org.springframework.boot.autoconfigure.SpringBootApplication";

    static final DescribedPredicate<JavaMethodCall> A_THREAD_SLEEPS =
            DescribedPredicate.describe("a thread sleeps", call -> call.getName().equals("sleep")
                    && (call.getTargetOwner().isEquivalentTo(Thread.class)
                            || call.getTargetOwner().isEquivalentTo(TimeUnit.class)));

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

    static ArchCondition<JavaMethod> haveNoParameterOf(Class<?> unwanted) {
        return new ArchCondition<>("have no parameter of type " + unwanted.getSimpleName()) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean clean = method.getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(unwanted));
                events.add(new SimpleConditionEvent(method, clean,
                        method.getFullName() + " takes " + unwanted.getSimpleName()));
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
