package dev.latchkey.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.stream.Stream;

/** What is written by hand in a class, and can change. */
final class Shape {

  private Shape() {}

  /** {@return the fields that are not final; a builder may have such} */
  static Stream<JavaField> changingFields(JavaClass owner) {
    if (owner.getSimpleName().endsWith("Builder")) {
      return Stream.of();
    }
    return owner.getFields().stream()
        .filter(Shape::isHandWritten)
        .filter(it -> !it.getModifiers().contains(JavaModifier.FINAL));
  }

  // Switches on enums and enums themselves bring synthetic fields.
  static boolean isHandWritten(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.SYNTHETIC)
        && !field.getOwner().getModifiers().contains(JavaModifier.SYNTHETIC);
  }
}
