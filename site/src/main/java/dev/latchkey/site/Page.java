package dev.latchkey.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A page of the documentation.
 *
 * @param source where it lies in the project
 * @param title its first heading
 * @param html its text
 * @param sections its parts, for the search
 * @param others the files beside pages that it leads to
 */
record Page(Path source, String title, String html, List<Section> sections, List<Path> others) {

  /**
   * A heading, and what stands below it.
   *
   * @param anchor what a link to it is called; empty for what stands above all
   * @param heading its words
   * @param text all words below, up to the next heading
   */
  record Section(String anchor, String heading, String text) {}

  static Page read(Path project, Path source, Javadoc javadoc) throws IOException {
    Node document =
        Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .build()
            .parse(Files.readString(project.resolve(source)));
    Anchors anchors = new Anchors();
    document.accept(anchors);
    Links links = new Links(project, source, javadoc);
    document.accept(links);
    String html =
        HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .attributeProviderFactory(
                context ->
                    (node, tag, attributes) -> {
                      if (node instanceof Heading && anchors.names.containsKey(node)) {
                        attributes.put("id", anchors.names.get(node));
                      }
                    })
            .build()
            .render(document);
    List<Section> sections = anchors.done();
    String title = sections.isEmpty() ? source.toString() : sections.get(0).heading();
    return new Page(source, title, html, sections, List.copyOf(links.others));
  }

  /** {@return where it lies in the site} */
  Path target() {
    return target(source);
  }

  static Path target(Path source) {
    return Path.of(source.toString().replaceFirst("\\.md$", ".html"));
  }

  /** {@return the way from it to the root of the site, empty or ending in a slash} */
  String toRoot() {
    return "../".repeat(source.getNameCount() - 1);
  }

  /** Names headings as GitHub does, and collects what stands below them. */
  private static final class Anchors extends AbstractVisitor {

    private final Map<Node, String> names = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<Section> sections = new ArrayList<>();
    private String anchor = "";
    private String heading = "";
    private StringBuilder words = new StringBuilder();

    @Override
    public void visit(Heading node) {
      finish();
      visitChildren(node);
      heading = words.toString().strip();
      words = new StringBuilder();
      String slug = slug(heading);
      int times = seen.merge(slug, 1, Integer::sum);
      anchor = times == 1 ? slug : slug + "-" + (times - 1);
      names.put(node, anchor);
    }

    @Override
    public void visit(Text node) {
      words.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
      words.append(node.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock node) {
      words.append(' ').append(node.getLiteral()).append(' ');
    }

    @Override
    public void visit(SoftLineBreak node) {
      words.append(' ');
    }

    @Override
    public void visit(HardLineBreak node) {
      words.append(' ');
    }

    @Override
    protected void visitChildren(Node parent) {
      super.visitChildren(parent);
      // Cells and paragraphs do not run into each other.
      if (!(parent instanceof Heading) && !(parent instanceof Link)) {
        words.append(' ');
      }
    }

    private void finish() {
      if (!heading.isEmpty() || !words.toString().isBlank()) {
        sections.add(
            new Section(anchor, heading, words.toString().replaceAll("\\s+", " ").strip()));
      }
      words = new StringBuilder();
    }

    private List<Section> done() {
      finish();
      heading = "";
      return List.copyOf(sections);
    }

    private static String slug(String heading) {
      return heading
          .toLowerCase(Locale.ROOT)
          .replaceAll("[^\\p{L}\\p{N} _-]", "")
          .replace(' ', '-');
    }
  }

  /** Turns links to files of the project into links to files of the site. */
  private static final class Links extends AbstractVisitor {

    private final Path project;
    private final Path source;
    private final Javadoc javadoc;
    private final List<Path> others = new ArrayList<>();

    private Links(Path project, Path source, Javadoc javadoc) {
      this.project = project;
      this.source = source;
      this.javadoc = javadoc;
    }

    @Override
    public void visit(Link node) {
      node.setDestination(moved(node.getDestination()));
      // Names inside of a link already lead somewhere.
    }

    @Override
    public void visit(Image node) {
      node.setDestination(moved(node.getDestination()));
    }

    @Override
    public void visit(Code node) {
      javadoc
          .page(node.getLiteral())
          .ifPresent(
              page -> {
                Link link = new Link("../".repeat(source.getNameCount() - 1) + page, null);
                node.insertBefore(link);
                link.appendChild(node);
              });
    }

    private String moved(String destination) {
      if (destination.startsWith("#") || destination.matches("[a-z][a-z0-9+.-]*:.*")) {
        return destination;
      }
      int hash = destination.indexOf('#');
      String path = hash < 0 ? destination : destination.substring(0, hash);
      String anchor = hash < 0 ? "" : destination.substring(hash);
      Path other = project.resolve(source).resolveSibling(path).normalize();
      if (path.endsWith(".md")) {
        return path.replaceFirst("\\.md$", ".html") + anchor;
      }
      if (Files.isDirectory(other)) {
        others.add(project.relativize(other));
        return path + "/index.html";
      }
      if (Files.exists(other)) {
        others.add(project.relativize(other));
      }
      return path.matches(".*\\.(svg|png)") ? path : path + ".html" + anchor;
    }
  }
}
