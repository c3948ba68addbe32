package dev.sluice.catalog;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

import dev.sluice.common.test.SluiceTest;

/** One running service for all tests of this module, in front of one Purview and one Collibra. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SluiceTest
@ContextConfiguration(initializers = Catalogue.class)
@Import(Door.class)
public @interface CatalogTest {
}
