package dev.latchkey.architecture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users get is what docs/footprint.md says (X-01, W-50 to W-56). */
class FootprintTest {

  private static final Path PAGE = House.project().resolve("docs/footprint.md");
  private static final List<String> CORE = List.of("domain", "spi", "application", "client");
  private static final int JAVA_17 = 61;

  // A core that grows beyond this has to be counted anew, and looked at.
  private static final long CEILING_KB = 1_150;

  private static long kilobytes(String module) throws IOException {
    Path jar = Path.of(House.modules().get(Rooms.ROOT + "." + module).location());
    assumeThat(jar.toString()).as("under mvn test there are no jars").endsWith(".jar");
    return (Files.size(jar) + 500) / 1000;
  }

  @Test
  void coreWeighsWhatThePageSaysAndNoMoreThanItMay() throws IOException {
    long kilobytes = 0;
    for (String module : CORE) {
      kilobytes += kilobytes(module);
    }

    assertThat(kilobytes).isLessThan(CEILING_KB);
    // Scripts write the page at a release; until then other people's JDKs compress otherwise.
    assertThat((double) kilobytes).isBetween(0.85 * written(), 1.15 * written());
  }

  private static long written() throws IOException {
    String words = "The core (domain, spi, application, client) has ";
    String page = Files.readString(PAGE);
    int start = page.indexOf(words) + words.length();
    return Long.parseLong(page.substring(start, page.indexOf(" kB", start)).replace(",", ""));
  }

  @Test
  @Tag("W-50")
  @Tag("W-51")
  void smallestDaemonBringsThreeJarsOfOthersAndTheirAnnotations() {
    assertThat(jarsOfOthers("daemon"))
        .containsExactlyInAnyOrder(
            "caffeine", "error_prone_annotations", "jakarta.json-api", "jspecify", "parsson");
    assertThat(jarsOfOthers("daemon-certificate")).contains("jose4j", "slf4j-api");
    assertThat(List.of("daemon", "daemon-certificate", "desktop", "server"))
        .flatMap(FootprintTest::jarsOfOthers)
        .contains("httpclient5", "hazelcast")
        .noneMatch(it -> it.matches("nimbus.*|json-smart|jackson.*|gson|reactor.*|netty.*"));
  }

  @Test
  void pageComparesWithOthers() {
    assertThat(rows("# Footprint").stream().map(it -> it.get(0).replaceAll("\\[|].*", "")))
        .containsSubsequence(
            "daemon", "daemon-certificate", "desktop", "server", "msal4j", "azure-identity");
    assertThat(jarsOfOthers("msal4j")).contains("msal4j", "slf4j-api");
    assertThat(jarsOfOthers("azure-identity")).contains("azure-identity", "msal4j", "reactor-core");
  }

  private static List<List<String>> rows(String heading) {
    return MarkdownTable.rows(PAGE, heading);
  }

  private static Set<String> jarsOfOthers(String name) {
    return rows("## " + name).stream()
        .map(it -> it.get(0))
        .filter(it -> !it.startsWith("latchkey-"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @Tag("W-52")
  @Tag("W-53")
  @Tag("W-54")
  void coreNeedsNoModuleOfOthersButJsonAndCacheAndNeitherDesktopNorServer() {
    Set<String> needed = new TreeSet<>();
    for (String module : CORE) {
      House.modules().get(Rooms.ROOT + "." + module).descriptor().requires().stream()
          .filter(it -> !it.modifiers().contains(Requires.Modifier.STATIC))
          .map(Requires::name)
          .filter(it -> !it.startsWith(Rooms.ROOT + "."))
          .forEach(needed::add);
    }
    assertThat(needed)
        .containsExactlyInAnyOrder(
            "java.base", "java.xml", "jakarta.json", "com.github.benmanes.caffeine");
    assertThat(House.modules().values())
        .filteredOn(it -> !it.name().matches(".*\\.(sandbox|spi\\.tck)"))
        .allSatisfy(
            it ->
                assertThat(it.descriptor().requires().stream().map(Requires::name))
                    .doesNotContain("java.desktop", "jdk.httpserver"));
  }

  @Test
  void classesHaveLinesForStackTracesAndNoNamesOfLocalVariables() throws IOException {
    for (String module : CORE) {
      assertThat(classes(module))
          .anyMatch(it -> it.contains("LineNumberTable"))
          .anyMatch(it -> it.contains("MethodParameters"))
          .noneMatch(it -> it.contains("LocalVariableTable"));
    }
  }

  @Test
  void concatenationsAreNotLinkedAtRunTime() throws IOException {
    for (String module : CORE) {
      assertThat(classes(module))
          .anyMatch(it -> it.contains("java/lang/StringBuilder"))
          .noneMatch(it -> it.contains("StringConcatFactory"));
    }
  }

  private static List<String> classes(String module) throws IOException {
    Path location = Path.of(House.modules().get(Rooms.ROOT + "." + module).location());
    assumeThat(location.toString()).endsWith(".jar");
    try (ZipFile jar = new ZipFile(location.toFile())) {
      List<String> classes = new ArrayList<>();
      for (ZipEntry entry : jar.stream().filter(it -> it.getName().endsWith(".class")).toList()) {
        classes.add(new String(jar.getInputStream(entry).readAllBytes(), ISO_8859_1));
      }
      return classes;
    }
  }

  @Test
  @Tag("W-56")
  void everyClassIsOfJava17() throws IOException {
    for (PublishedModule module : House.modules().values()) {
      Path location = Path.of(module.location());
      assumeThat(location.toString()).endsWith(".jar");
      try (ZipFile jar = new ZipFile(location.toFile())) {
        for (ZipEntry entry : jar.stream().filter(it -> it.getName().endsWith(".class")).toList()) {
          assertThat(major(jar, entry)).as(entry.getName()).isEqualTo(JAVA_17);
        }
      }
    }
  }

  private static int major(ZipFile jar, ZipEntry entry) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }
}
