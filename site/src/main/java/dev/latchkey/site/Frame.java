package dev.latchkey.site;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What stands around the text of every page: head, search and navigation. */
final class Frame {

  private final Navigation navigation;

  Frame(Navigation navigation) {
    this.navigation = navigation;
  }

  String around(Page page) {
    return page(page.title(), page.toRoot(), page.target(), page.html());
  }

  String aroundCode(Path source, String text) {
    String name = source.getFileName().toString();
    return page(
        name,
        "../".repeat(source.getNameCount() - 1),
        source,
        "<h1>" + escaped(name) + "</h1>\n<pre><code>" + escaped(text) + "</code></pre>\n");
  }

  String aroundFolder(Path folder, List<Path> files) {
    String list =
        files.stream()
            .map(it -> escaped(it.getFileName().toString()))
            .map(it -> "<li><a href=\"" + it + ".html\">" + it + "</a></li>\n")
            .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    return page(
        folder.toString(),
        "../".repeat(folder.getNameCount()),
        folder,
        "<h1>" + escaped(folder.toString()) + "</h1>\n" + list);
  }

  String aroundModules(List<String> modules) {
    String list =
        modules.stream()
            .map(it -> "<li><a href=\"%1$s/index.html\">%1$s</a></li>\n".formatted(it))
            .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    return page("API", "../", Navigation.API, "<h1>API</h1>\n<p>Javadoc by module.</p>\n" + list);
  }

  String redirect(String target) {
    return "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>Latchkey</title>\n"
        + "<meta http-equiv=\"refresh\" content=\"0; url=%1$s\">\n<a href=\"%1$s\">Latchkey</a>\n"
            .formatted(target);
  }

  private String page(String title, String root, Path here, String body) {
    String links =
        navigation.entries().stream()
            .map(
                it ->
                    "<li><a href=\"%s\"%s>%s</a></li>\n"
                        .formatted(
                            root + it.target(),
                            it.target().equals(here) ? " aria-current=\"page\"" : "",
                            escaped(it.name())))
            .collect(Collectors.joining());
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s · Latchkey</title>
        <link rel="stylesheet" href="%ssite.css">
        </head>
        <body data-root="%s">
        <header>
        <a class="name" href="%sdocs/index.html">Latchkey</a>
        <input id="search" type="search" placeholder="Search" aria-label="Search" autocomplete="off">
        <ol id="found" hidden></ol>
        </header>
        <nav aria-label="Pages"><ul>
        %s</ul></nav>
        <main>
        %s</main>
        <script src="%ssearch.js"></script>
        </body>
        </html>
        """
        .formatted(escaped(title), root, root, root, links, body, root);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
