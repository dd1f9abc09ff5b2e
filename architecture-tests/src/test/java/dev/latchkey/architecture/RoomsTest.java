package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoomsTest {

  static Iterable<String> furnished() {
    return Rooms.FURNISHED;
  }

  @ParameterizedTest
  @MethodSource("furnished")
  void namedRoomHasClasses(String room) {
    assertThat(hasClasses(room)).as("classes in %s", room).isTrue();
  }

  private static boolean hasClasses(String room) {
    return House.classes().stream()
        .filter(it -> !it.getSimpleName().equals("package-info"))
        .map(JavaClass::getPackageName)
        .anyMatch(it -> it.equals(room) || it.startsWith(room + "."));
  }
}
