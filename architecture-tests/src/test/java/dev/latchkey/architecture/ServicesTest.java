package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.latchkey.spi.Provider;
import dev.latchkey.spi.SpiLevel;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Providers are found on the class path by service files and on the module path by descriptors;
 * neither is checked by the compiler against the other.
 */
class ServicesTest {

  static Stream<PublishedModule> modules() {
    return House.modules().values().stream();
  }

  /** {@return every kind of provider that the ports know} */
  static Stream<Class<?>> services() {
    return House.classes().stream()
        .filter(JavaClass::isInterface)
        .filter(it -> it.isAssignableTo(Provider.class) && !it.isEquivalentTo(Provider.class))
        .map(JavaClass::reflect);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void serviceFilesEqualProvides(PublishedModule module) {
    assertThat(module.serviceFiles()).as(module.name()).isEqualTo(module.provides());
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyListedProviderLoads(Class<?> service) {
    List<Provider> loaded =
        ServiceLoader.load(service).stream().map(it -> (Provider) it.get()).toList();

    assertThat(loaded)
        .extracting(it -> it.getClass().getName())
        .containsExactlyInAnyOrderElementsOf(listed(service.getName()));
    assertThat(loaded)
        .allSatisfy(it -> assertThat(it.name()).matches("[a-z0-9]+(-[a-z0-9]+)*"))
        .allSatisfy(it -> assertThat(it.spiLevel()).isEqualTo(SpiLevel.CURRENT))
        .extracting(Provider::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyProviderClassIsListed() {
    Set<String> listed =
        services().flatMap(it -> listed(it.getName()).stream()).collect(Collectors.toSet());

    Set<String> written =
        House.classes().stream()
            .filter(it -> it.isAssignableTo(Provider.class) && !it.isInterface())
            .filter(it -> !it.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(it -> !it.getPackageName().startsWith(Rooms.SPI_TCK))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());

    assertThat(written).isEqualTo(listed);
  }

  private static Set<String> listed(String service) {
    return modules()
        .flatMap(it -> it.provides().getOrDefault(service, Set.of()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void providerThatIsMissingInAServiceFileIsSeen(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve("some.Service"), "# listed\nsome.One # the first\n\n");

    PublishedModule module = moduleIn(folder, List.of("some.One", "some.Other"));

    assertThat(module.serviceFiles().get("some.Service")).containsExactly("some.One");
    assertThat(module.provides().get("some.Service")).containsExactly("some.One", "some.Other");
  }

  private static PublishedModule moduleIn(Path folder, List<String> providers)
      throws MalformedURLException {
    ModuleDescriptor descriptor =
        ModuleDescriptor.newModule("some.module")
            .packages(Set.of("some"))
            .provides("some.Service", providers)
            .build();
    return new PublishedModule(descriptor, folder.resolve("module-info.class").toUri().toURL());
  }
}
