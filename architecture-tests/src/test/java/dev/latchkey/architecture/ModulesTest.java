package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each module needs to run: nothing that is not named here. */
class ModulesTest {

  private static final String NULLNESS = "org.jspecify";
  private static final String DOMAIN = "dev.latchkey.domain";
  private static final String SPI = "dev.latchkey.spi";

  private static final Map<String, Set<String>> NEEDS =
      needs(
          "dev.latchkey.domain: ",
          "dev.latchkey.spi: dev.latchkey.domain",
          "dev.latchkey.spi.tck: dev.latchkey.spi org.junit.jupiter.api org.assertj.core"
              + " jdk.httpserver java.management",
          "dev.latchkey.application: dev.latchkey.spi jakarta.json com.github.benmanes.caffeine"
              + " java.xml",
          "dev.latchkey.client: dev.latchkey.application dev.latchkey.spi",
          "dev.latchkey.sandbox: com.nimbusds.jose.jwt org.bouncycastle.pkix"
              + " org.bouncycastle.provider org.junit.jupiter.api jdk.httpserver java.xml"
              + " java.xml.crypto",
          "dev.latchkey.adapters.http: dev.latchkey.spi"
              + " org.apache.httpcomponents.client5.httpclient5"
              + " org.apache.httpcomponents.core5.httpcore5",
          "dev.latchkey.adapters.http.jdk: dev.latchkey.spi java.net.http",
          "dev.latchkey.adapters.http.cache: dev.latchkey.spi",
          "dev.latchkey.adapters.crypto: dev.latchkey.spi org.jose4j org.bouncycastle.pkix"
              + " org.bouncycastle.provider",
          "dev.latchkey.integration.http: dev.latchkey.application dev.latchkey.spi java.net.http"
              + " org.apache.httpcomponents.client5.httpclient5"
              + " org.apache.httpcomponents.core5.httpcore5",
          "dev.latchkey.adapters.browser: dev.latchkey.spi",
          "dev.latchkey.observability.micrometer: dev.latchkey.spi micrometer.core",
          "dev.latchkey.observability.opentelemetry: dev.latchkey.spi io.opentelemetry.api",
          "dev.latchkey.adapters.mi: dev.latchkey.spi jakarta.json",
          "dev.latchkey.adapters.broker: dev.latchkey.spi jakarta.json jdk.net"
              + " org.freedesktop.dbus javamsalruntime",
          "dev.latchkey.adapters.process: dev.latchkey.spi",
          "dev.latchkey.integration.azure: dev.latchkey.client dev.latchkey.application"
              + " dev.latchkey.spi com.azure.core reactor.core",
          "dev.latchkey.adapters.cache.file: dev.latchkey.spi",
          "dev.latchkey.adapters.secret.service: dev.latchkey.spi org.freedesktop.dbus",
          "dev.latchkey.adapters.cache.hazelcast: dev.latchkey.spi com.hazelcast.core"
              + " jdk.unsupported java.transaction.xa",
          "dev.latchkey.cli: dev.latchkey.client dev.latchkey.application dev.latchkey.spi"
              + " dev.latchkey.sandbox info.picocli jakarta.json java.logging");

  private static final Pattern OURS =
      Pattern.compile("<artifactId>latchkey-([a-z-]+)</artifactId>");

  static Stream<PublishedModule> modules() {
    return House.modules().values().stream();
  }

  @Test
  void theModulesOfTheHouseAreFound() {
    assertThat(House.modules()).containsKeys(DOMAIN, SPI);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void moduleRequiresNoMoreThanItMay(PublishedModule module) {
    assertThat(NEEDS).as("modules whose needs are written down").containsKey(module.name());
    Set<String> allowed = new TreeSet<>(NEEDS.get(module.name()));
    allowed.addAll(Set.of("java.base", NULLNESS, DOMAIN));

    assertThat(allowed).as("what %s may require", module.name()).containsAll(required(module));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void moduleUsesEveryPartOfTheJdkThatItRequires(PublishedModule module) {
    Set<String> required = new TreeSet<>(required(module));
    required.removeIf(it -> !it.startsWith("java.") && !it.startsWith("jdk."));

    assertThat(usedOfTheJdk(module)).as(module.name()).containsAll(required);
  }

  // JUnit finds the tests of a contract by reflection; nobody else has a reason to look in.
  @ParameterizedTest
  @MethodSource("modules")
  void moduleIsOpenToNobody(PublishedModule module) {
    assertThat(module.descriptor().isOpen()).isFalse();
    assertThat(module.descriptor().opens().stream().filter(it -> !it.isQualified()))
        .as("packages of %s that anybody may look into", module.name())
        .allMatch(it -> it.source().equals(Rooms.SPI_TCK));
  }

  // What a module needs, be it for its tests, is built and tested before it, and others wait.
  @Test
  void nobodyWaitsForTheTestsOfPromises() throws IOException {
    assertThat(ours("client"))
        .containsExactlyInAnyOrder("parent", "client", "domain", "spi", "application");
    try (Stream<Path> folders = Files.list(House.project())) {
      for (Path folder : folders.filter(it -> Files.exists(it.resolve("pom.xml"))).toList()) {
        String module = folder.getFileName().toString();
        assertThat(ours(module).filter(it -> !it.equals(module)))
            .as(module)
            .doesNotContain("client-tests", "cli-tests", "static-analysis");
      }
    }
  }

  private static Stream<String> ours(String module) throws IOException {
    String pom = Files.readString(House.project().resolve(module).resolve("pom.xml"));
    return OURS.matcher(pom).results().map(it -> it.group(1));
  }

  // What is not exported to everybody cannot be named from a module of somebody else's.
  @ParameterizedTest
  @MethodSource("modules")
  @Tag("S-011")
  void insideOfAModuleIsForTheHouseAlone(PublishedModule module) {
    assertThat(
            module.descriptor().exports().stream()
                .filter(Exports::isQualified)
                .flatMap(it -> it.targets().stream()))
        .as("modules that see the inside of %s", module.name())
        .allMatch(it -> it.startsWith(Rooms.ROOT + "."));
    assertThat(
            module.descriptor().exports().stream()
                .filter(it -> !it.isQualified())
                .map(Exports::source))
        .as("packages of %s that everybody may use", module.name())
        .noneMatch(it -> it.contains("internal"))
        .noneMatch(it -> it.startsWith(Rooms.APPLICATION) && !it.equals(Rooms.REQUEST));
  }

  @Test
  @Tag("S-011")
  void consumerCannotReachTheInside(@TempDir Path folder) throws IOException {
    assertThat(compiled(folder, "dev.latchkey.client.PublicClient")).isEmpty();
    assertThat(compiled(folder, "dev.latchkey.client.internal.ClientOptions"))
        .contains("not visible");
    assertThat(compiled(folder, "dev.latchkey.application.json.StrictJson"))
        .contains("not visible");
  }

  private static String compiled(Path folder, String type) throws IOException {
    Path descriptor =
        Files.writeString(
            folder.resolve("module-info.java"), "module user { requires dev.latchkey.client; }");
    Path source = Files.createDirectories(folder.resolve("user")).resolve("User.java");
    Files.writeString(
        source, "package user; class User { Class<?> it() { return " + type + ".class; } }");
    Path out = Files.createDirectories(folder.resolve("out"));
    StringWriter said = new StringWriter();
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      String path =
          House.modules().values().stream()
              .map(PublishedModule::location)
              .collect(Collectors.joining(File.pathSeparator));
      String libraries = System.getProperty("java.class.path");
      List<String> options =
          List.of(
              "-proc:none",
              "-p",
              path + File.pathSeparator + modular(libraries),
              "-d",
              out.toString());
      javac
          .getTask(said, files, null, options, null, files.getJavaFileObjects(descriptor, source))
          .call();
    }
    return said.toString();
  }

  // The libraries that the client's modules require by name.
  private static String modular(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(it -> it.matches(".*(jspecify|jakarta.json-api|caffeine)-[^/]*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  // A library that is there by way of another is gone on the day the other does without it.
  @ParameterizedTest
  @MethodSource("modules")
  @Tag("W-35")
  void moduleBorrowsNoClassOfALibraryThatItDoesNotRequire(PublishedModule module) {
    Libraries libraries = new Libraries();
    Map<String, String> homes = new TreeMap<>();
    Map<String, String> used = new TreeMap<>();
    for (JavaClass type : House.classes()) {
      if (module.descriptor().packages().contains(type.getPackageName())) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (!target.isPrimitive()) {
            used.put(
                homes.computeIfAbsent(
                    target.getPackageName(), it -> libraries.homeOf(target.getName()).name()),
                target.getName());
          }
        }
      }
    }
    used.keySet().removeAll(libraries.readableFrom(module.descriptor()));

    assertThat(used).as("classes of modules that %s does not require", module.name()).isEmpty();
  }

  private static Set<String> required(PublishedModule module) {
    return module.descriptor().requires().stream().map(Requires::name).collect(Collectors.toSet());
  }

  private static Set<String> usedOfTheJdk(PublishedModule module) {
    Map<String, String> homes = new TreeMap<>();
    ModuleFinder.ofSystem()
        .findAll()
        .forEach(
            it -> it.descriptor().packages().forEach(p -> homes.put(p, it.descriptor().name())));
    Set<String> used = new HashSet<>(Set.of("java.base"));
    for (JavaClass type : House.classes()) {
      if (module.descriptor().packages().contains(type.getPackageName())) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          used.add(homes.getOrDefault(dependency.getTargetClass().getPackageName(), "java.base"));
        }
      }
    }
    return used;
  }

  private static Map<String, Set<String>> needs(String... lines) {
    return Arrays.stream(lines)
        .map(line -> line.split(":", 2))
        .collect(
            Collectors.toUnmodifiableMap(
                parts -> parts[0], parts -> Set.of(parts[1].strip().split(" "))));
  }
}
