package dev.latchkey.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One static site of the documentation: every page, the files that pages lead to, a search over all
 * of it, and the javadoc if it lies in {@code api} of the output. The site lies in the output as
 * the project lies in its folder, so that links stay what they are.
 */
public final class Site {

  private static final List<String> FRONT =
      List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md");

  private final Path project;
  private final Path out;
  private final Javadoc javadoc;

  private Site(Path project, Path out) throws IOException {
    this.project = project;
    this.out = out;
    this.javadoc = Javadoc.in(project.resolve("docs/api"), out.resolve("api"));
  }

  /**
   * Makes the site.
   *
   * @param args the folder of the project, and that of the site
   * @throws IOException if a page cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    List<String> broken = make(Path.of(args[0]), Path.of(args[1]));
    broken.forEach(System.err::println);
    if (!broken.isEmpty()) {
      throw new IllegalStateException(broken.size() + " links of the site lead nowhere");
    }
  }

  /**
   * Makes the site.
   *
   * @param project the folder of the project
   * @param out the folder of the site; what is there stays, or is replaced
   * @return the links that lead nowhere
   * @throws IOException if a page cannot be read or written
   */
  static List<String> make(Path project, Path out) throws IOException {
    Site site = new Site(project.toAbsolutePath().normalize(), out.toAbsolutePath().normalize());
    site.write();
    return LinkCheck.broken(site.out);
  }

  private void write() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (Path source : sources()) {
      pages.add(Page.read(project, source, javadoc));
    }
    Navigation navigation = Navigation.of(pages);
    Frame frame = new Frame(javadoc.modules().isEmpty() ? navigation : navigation.withApi());
    if (!javadoc.modules().isEmpty()) {
      text(Navigation.API, frame.aroundModules(javadoc.modules()));
    }
    Deque<Path> others = new ArrayDeque<>();
    for (Page page : pages) {
      text(page.target(), frame.around(page));
      others.addAll(page.others());
    }
    Set<Path> done = new HashSet<>();
    while (!others.isEmpty()) {
      Path other = others.remove();
      if (done.add(other)) {
        copy(other, frame);
      }
    }
    text(Path.of("search-index.js"), SearchIndex.of(pages));
    asset("site.css");
    asset("search.js");
    text(Path.of("index.html"), frame.redirect("docs/index.html"));
  }

  private List<Path> sources() throws IOException {
    try (Stream<Path> docs = Files.walk(project.resolve("docs"))) {
      return Stream.concat(
              FRONT.stream().map(project::resolve).filter(Files::exists),
              docs.filter(it -> it.toString().endsWith(".md")).sorted())
          .map(project::relativize)
          .collect(Collectors.toList());
    }
  }

  // Pictures are copied; code, scripts and listings become pages that can be read in a browser.
  private void copy(Path other, Frame frame) throws IOException {
    Path from = project.resolve(other);
    if (other.toString().endsWith(".svg") || other.toString().endsWith(".png")) {
      Path to = out.resolve(other);
      Files.createDirectories(to.getParent());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } else if (Files.isDirectory(from)) {
      try (Stream<Path> files = Files.list(from)) {
        List<Path> listed = files.filter(Files::isRegularFile).sorted().toList();
        text(other.resolve("index.html"), frame.aroundFolder(other, listed));
        for (Path file : listed) {
          copy(project.relativize(file), frame);
        }
      }
    } else if (Files.isRegularFile(from)) {
      text(Path.of(other + ".html"), frame.aroundCode(other, Files.readString(from)));
    }
  }

  private void text(Path target, String text) throws IOException {
    Path file = out.resolve(target);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void asset(String name) throws IOException {
    try (InputStream in = Site.class.getResourceAsStream(name)) {
      text(Path.of(name), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
