package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealedFamiliesTest {

  static Stream<Class<?>> families() {
    return House.classes().stream()
        .filter(it -> it.getPackageName().startsWith(Rooms.ROOT))
        // Its classes need what the application may have or not, and is not here.
        .filter(it -> !it.getPackageName().startsWith(Rooms.SPRING))
        .map(JavaClass::reflect)
        .filter(Class::isSealed);
  }

  @ParameterizedTest
  @MethodSource("families")
  void familyLivesInOnePackage(Class<?> family) {
    assertThat(SealedFamily.members(family))
        .allSatisfy(it -> assertThat(it.getPackageName()).isEqualTo(family.getPackageName()));
  }

  @ParameterizedTest
  @MethodSource("families")
  void familyIsClosed(Class<?> family) {
    assertThat(SealedFamily.members(family))
        .allSatisfy(
            it -> assertThat(Modifier.isFinal(it.getModifiers())).as(it.getName()).isTrue());
  }

  @Test
  void everyKindOfAuthorityHasADoor() {
    SealedFamily.assertCovered(
        Authority.class,
        List.of(
            Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"),
            Authority.parse("https://sts.contoso.example/adfs"),
            Authority.parse("https://contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_signin"),
            Authority.parse("https://contoso.ciamlogin.com"),
            Authority.parse("https://co1.dsts.example/dstsv2/common"),
            Authority.oidc(URI.create("https://id.example/realm"))));
  }

  private sealed interface Shape {}

  private record Circle() implements Shape {}

  private record Square() implements Shape {}

  @Test
  void missingMemberIsNamed() {
    assertThatCode(
            () -> SealedFamily.assertCovered(Shape.class, List.of(new Circle(), new Square())))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> SealedFamily.assertCovered(Shape.class, List.of(new Circle())))
        .hasMessageContaining("Square");
  }
}
