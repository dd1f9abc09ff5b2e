package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No source lies where Error Prone and NullAway do not look. */
class StaticAnalysisTest {

  private static final Pattern INCLUDED = Pattern.compile("<(?:test)?[iI]nclude>(.*?)<");
  private static final Set<String> NOT_SOURCES = Set.of("target", ".git");

  @Test
  void everySourceIsAnalysed() throws IOException {
    List<PathMatcher> analysed = analysed();
    List<Path> sources = sources();

    assertThat(sources).hasSizeGreaterThan(1_000);
    assertThat(sources).allMatch(it -> analysed.stream().anyMatch(where -> where.matches(it)));
  }

  private static List<PathMatcher> analysed() throws IOException {
    String pom = Files.readString(House.project().resolve("static-analysis").resolve("pom.xml"));
    return INCLUDED
        .matcher(pom)
        .results()
        .map(it -> FileSystems.getDefault().getPathMatcher("glob:" + it.group(1)))
        .toList();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        House.project(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_SOURCES.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java") && !file.endsWith("module-info.java")) {
              sources.add(House.project().relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }
}
