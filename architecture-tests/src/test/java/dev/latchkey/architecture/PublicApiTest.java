package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The public API is written down, so that nobody changes it without seeing that he does. */
class PublicApiTest {

  private static final Path FOLDER = House.project().resolve("docs/api");

  static Stream<PublishedModule> modules() {
    return House.modules().values().stream().filter(it -> !it.exportedClasses().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("modules")
  @Tag("S-009")
  @Tag("S-010")
  @Tag("S-012")
  void apiIsAsWrittenDown(PublishedModule module) throws IOException {
    Path file = FOLDER.resolve(shortName(module) + ".txt");
    List<String> actual = ApiListing.of(module.exportedClasses());
    if (Boolean.getBoolean("api.update")) {
      Files.createDirectories(FOLDER);
      Files.write(file, actual);
    }
    List<String> written = Files.exists(file) ? Files.readAllLines(file) : List.of();

    List<String> differences = ApiListing.differences(written, actual);

    assertThat(differences)
        .withFailMessage(
            "%s does not tell the public API any more:%n%s%n%nA line with a minus breaks callers. If"
                + " the change is meant, run%n  mvn -pl architecture-tests -am verify"
                + " -Dapi.update=true%nand commit the file with the change.",
            FOLDER.getParent().getParent().relativize(file),
            String.join(System.lineSeparator(), differences))
        .isEmpty();
  }

  @Test
  void noListingIsLeftOverFromAModuleThatIsGone() throws IOException {
    List<String> known = modules().map(it -> shortName(it) + ".txt").toList();

    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(it -> it.getFileName().toString())).allMatch(known::contains);
    }
  }

  @Test
  @Tag("S-008")
  void everyOptionStandsInTheDictionary() throws IOException {
    Path page = FOLDER.resolveSibling("options.md");
    if (Boolean.getBoolean("api.update")) {
      Files.writeString(page, OptionsPage.text());
    }

    assertThat(OptionsPage.options())
        .hasSizeGreaterThan(150)
        .allSatisfy(it -> assertThat(it.meaning()).as("what %s means", it).isPresent());
    assertThat(Files.readString(page))
        .as("docs/options.md, which -Dapi.update=true writes anew")
        .isEqualTo(OptionsPage.text());
  }

  @ParameterizedTest
  @MethodSource("modules")
  @Tag("S-013")
  void everyTypeSaysSinceWhenItIsThere(PublishedModule module) {
    List<String> silent = new ArrayList<>();
    for (String name : module.exportedClasses()) {
      SourceText source = SourceText.of(name);
      for (Class<?> type : Listings.visible(name)) {
        if (source
            .commentOfType(type.getSimpleName())
            .filter(it -> it.contains("@since"))
            .isEmpty()) {
          silent.add(type.getName());
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  private static String shortName(PublishedModule module) {
    return module.name().substring(Rooms.ROOT.length() + 1).replace('.', '-');
  }

  /** A type with one of everything that a listing shows. */
  public abstract static class Sample<T extends Comparable<T>> implements Runnable {
    /** Copied into callers. */
    public static final int LEVEL = 3;

    String hidden = "";

    protected Sample() {}

    /** Generic, nullable and throwing. */
    public <S> @Nullable List<? super S> find(Optional<T> key, String... more) throws IOException {
      throw new IOException(hidden + key + more.length);
    }

    /** Kinds. */
    public enum Kind {
      /** One. */
      ONE
    }

    /** A pair. */
    public record Pair(int left, @Nullable String right) {}
  }

  @Test
  void listingShowsTypesMembersGenericsAndConstants() {
    String sample = Sample.class.getCanonicalName();

    assertThat(ApiListing.of(List.of(Sample.class.getName())))
        .containsExactly(
            sample + ": abstract class<T extends Comparable<T>> implements Runnable",
            "  constructor protected ()",
            "  field static final int LEVEL = 3",
            "  method <S> @Nullable java.util.List<? super S> find(java.util.Optional<T>, String...)"
                + " throws java.io.IOException",
            sample + ".Kind: enum",
            "  constant ONE",
            sample + ".Pair: record (int left, @Nullable String right)",
            "  constructor (int, @Nullable String)",
            "  method @Nullable String right()",
            "  method int left()");
  }

  @Test
  void lineThatIsGoneOrChangedIsNamedWithItsType() {
    List<String> before = ApiListing.of(List.of(Sample.class.getName()));
    List<String> after = new ArrayList<>(before);
    after.remove("  method int left()");
    after.set(
        after.indexOf("  field static final int LEVEL = 3"), "  field static final int LEVEL = 4");

    String sample = Sample.class.getCanonicalName();
    assertThat(ApiListing.differences(before, after))
        .containsExactly(
            "- " + sample + " field static final int LEVEL = 3",
            "- " + sample + ".Pair method int left()",
            "+ " + sample + " field static final int LEVEL = 4");
  }

  /** A type that is on its way out in part. */
  public static final class Leaving {
    /**
     * Goes.
     *
     * @deprecated nobody needs it
     */
    @Deprecated(since = "0.1", forRemoval = true)
    public void old() {}

    /** Stays. */
    public void current() {}
  }

  @Test
  @Tag("S-010")
  void whatWasMarkedAsDeprecatedMayGoAndNothingElse() {
    List<String> before = ApiListing.of(List.of(Leaving.class.getName()));
    List<String> after = new ArrayList<>(before);

    assertThat(before).contains("  @Deprecated method void old()", "  method void current()");
    after.remove("  @Deprecated method void old()");
    assertThat(ApiListing.differences(before, after)).isEmpty();
    after.remove("  method void current()");
    assertThat(ApiListing.differences(before, after))
        .containsExactly("- " + Leaving.class.getCanonicalName() + " method void current()");
  }
}
