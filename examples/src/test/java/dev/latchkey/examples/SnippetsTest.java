package dev.latchkey.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java code of every page compiles against the library as it is: either it stands in a file of
 * the examples, or it is compiled here with the words that pages take for granted.
 */
class SnippetsTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern DECLARATION =
      Pattern.compile("^(@\\w+\\s+)?(public |final |abstract )*(class|record|interface) ");
  private static final Map<String, String> OTHER_WORDS =
      Map.of(
          "device-code.md",
          "dev.latchkey.client.PublicClient app;"
              + " dev.latchkey.application.request.DeviceCodeRequest request;",
          "silent.md",
          "dev.latchkey.client.PublicClient app;");
  private static final String IMPORTS =
      Stream.of(
              "dev.latchkey.application.request",
              "dev.latchkey.client",
              "dev.latchkey.domain.account",
              "dev.latchkey.domain.authority",
              "dev.latchkey.domain.cache",
              "dev.latchkey.domain.challenge",
              "dev.latchkey.domain.credential",
              "dev.latchkey.domain.error",
              "dev.latchkey.domain.id",
              "dev.latchkey.domain.token",
              "dev.latchkey.spi",
              "dev.latchkey.spi.cache",
              "dev.latchkey.spi.broker",
              "dev.latchkey.spi.http",
              "dev.latchkey.spi.identity",
              "dev.latchkey.spi.tck",
              "dev.latchkey.spi.time",
              "dev.latchkey.integration.azure",
              "dev.latchkey.sandbox",
              "dev.latchkey.adapters.cache.hazelcast",
              "dev.latchkey.observability.micrometer",
              "dev.latchkey.observability.opentelemetry",
              "java.net",
              "java.nio.file",
              "java.time",
              "java.util",
              "java.util.concurrent")
          .map(it -> "import " + it + ".*;\n")
          .collect(
              Collectors.joining(
                  "",
                  "",
                  """
                  import dev.latchkey.spi.http.Proxy;
                  import com.azure.core.credential.TokenCredential;
                  import java.security.SecureRandom;
                  import javax.crypto.spec.SecretKeySpec;
                  """));

  private record Snippet(String page, int line, String text) {}

  private static List<Snippet> snippets(Path page) throws IOException {
    String text = Files.readString(page);
    List<Snippet> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      int line = (int) text.substring(0, block.start(1)).lines().count() + 1;
      found.add(new Snippet(page.getFileName().toString(), line, block.group(1)));
    }
    return found;
  }

  private static List<Snippet> documented() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      List<Snippet> all = new ArrayList<>(snippets(ROOT.resolve("README.md")));
      for (Path page : docs.filter(it -> it.toString().endsWith(".md")).sorted().toList()) {
        all.addAll(snippets(page));
      }
      return all;
    }
  }

  @Test
  void everySnippetOfTheDocumentationCompiles() throws IOException {
    String examples = examples();
    List<Snippet> loose =
        documented().stream().filter(it -> !examples.contains(oneLine(it.text()))).toList();

    assertThat(loose).hasSizeGreaterThan(30);
    assertThat(faults(loose)).isEmpty();
  }

  @Test
  void snippetThatDoesNotCompileIsSeen(@TempDir Path folder) throws IOException {
    Path page =
        Files.writeString(
            folder.resolve("page.md"),
            """
            # Page

            ```java
            app.acquireForClient(request);
            ```

            ```java
            app.acquireForPerson(request);
            ```
            """);

    assertThat(faults(snippets(page))).hasSize(1).first().asString().startsWith("page.md:8");
  }

  private static List<String> faults(List<Snippet> snippets) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<Source> sources =
        snippets.stream().map(it -> new Source(snippets.indexOf(it), it)).toList();
    List<String> options =
        List.of(
            "-proc:none",
            "--release",
            "17",
            "-classpath",
            System.getProperty("java.class.path"),
            "-implicit:none",
            "-Xlint:none",
            "-d",
            System.getProperty("java.io.tmpdir"));
    javac.getTask(new StringWriter(), null, said, checkOnly(options), null, sources).call();
    return said.getDiagnostics().stream()
        .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
        .map(SnippetsTest::told)
        .toList();
  }

  // Nothing is written: what is wrong shows before code is generated.
  private static List<String> checkOnly(List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-XDshould-stop.ifNoError=FLOW"));
    return all;
  }

  private static String told(Diagnostic<? extends JavaFileObject> fault) {
    if (!(fault.getSource() instanceof Source source)) {
      return fault.toString();
    }
    return source.snippet.page()
        + ":"
        + (source.snippet.line() + Math.max(0, fault.getLineNumber() - source.begin))
        + " "
        + fault.getMessage(Locale.ROOT);
  }

  private static String examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        all.append(oneLine(Files.readString(file))).append(' ');
      }
      return all.toString();
    }
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** A snippet, put where such code stands. */
  private static final class Source extends SimpleJavaFileObject {

    private final Snippet snippet;
    private final String text;
    private final long begin;

    private Source(int number, Snippet snippet) {
      super(URI.create("string:///dev/latchkey/examples/Snippet" + number + ".java"), Kind.SOURCE);
      this.snippet = snippet;
      String head =
          "package dev.latchkey.examples;\n"
              + IMPORTS
              + "abstract class Snippet"
              + number
              + " extends SnippetVocabulary {\n"
              + OTHER_WORDS.getOrDefault(snippet.page(), "")
              + "\n";
      String body = snippet.text();
      if (!DECLARATION.matcher(body).find()) {
        String type = body.contains("return ") ? "Object" : "void";
        head += type + " run() throws Exception {\n";
        body = statements(body) + "}\n";
      }
      this.begin = head.lines().count() + 1;
      this.text = head + body + "}\n";
    }

    // Options stand without their builder, and what is left out is written as an ellipsis.
    private static String statements(String text) {
      String whole = text.replaceAll("(?m)^…$", "").replace("-> …", "-> null");
      if (!whole.startsWith(".") && !whole.startsWith("builder.")) {
        return whole;
      }
      return Arrays.stream(whole.split("(?m)^(?=\\.|builder\\.)"))
          .filter(it -> !it.isBlank())
          .map(it -> it.startsWith(".") ? "builder" + it : it)
          .map(it -> it.replaceAll("\\s*(?<!:)//.*\\s*$", "").stripTrailing())
          .map(it -> it.endsWith(";") ? it : it + ";")
          .collect(Collectors.joining("\n", "", "\n"));
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
