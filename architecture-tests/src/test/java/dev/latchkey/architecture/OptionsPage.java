package dev.latchkey.architecture;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The dictionary of all options, made of what the code says about itself. */
final class OptionsPage {

  private static final List<String> ROOMS =
      List.of(
          "dev.latchkey.client",
          "dev.latchkey.application.request",
          "dev.latchkey.spi.http",
          "dev.latchkey.domain.credential");
  private static final Pattern INLINE =
      Pattern.compile("\\{@(?:code|link|linkplain)\\s+([^{}]*)}", Pattern.DOTALL);

  private OptionsPage() {}

  /**
   * An option: a method that returns what it was called on, or a copy of it.
   *
   * @param owner the type that has it
   * @param call its name and what it takes
   * @param meaning what the code says of it; empty if it says nothing
   */
  record Option(Class<?> owner, String call, Optional<String> meaning) {}

  static List<Option> options() {
    List<Option> all = new ArrayList<>();
    for (Class<?> type : types()) {
      for (Method method : type.getDeclaredMethods()) {
        if (isOption(type, method)) {
          all.add(new Option(type, call(method), meaning(type, method)));
        }
      }
    }
    return all;
  }

  private static List<Class<?>> types() {
    List<Class<?>> types = new ArrayList<>();
    for (Listings.Type type : Listings.types()) {
      if (ROOMS.stream().anyMatch(it -> type.name().matches(Pattern.quote(it) + "\\.[A-Z].*"))) {
        types.add(type.type());
      }
    }
    return types;
  }

  private static boolean isOption(Class<?> type, Method method) {
    boolean returnsItself =
        method.getReturnType() == type || method.getGenericReturnType() instanceof TypeVariable<?>;
    return returnsItself
        && method.getParameterCount() > 0
        && method.getTypeParameters().length == 0
        && Modifier.isPublic(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers())
        && !method.isSynthetic()
        && !method.isBridge();
  }

  private static String call(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static Optional<String> meaning(Class<?> type, Method method) {
    Class<?> file = type;
    while (file.getEnclosingClass() != null) {
      file = file.getEnclosingClass();
    }
    String result =
        method.getGenericReturnType() instanceof TypeVariable<?>
            ? method.getGenericReturnType().getTypeName()
            : type.getSimpleName();
    return SourceText.of(file.getName())
        .commentOfMethod(
            result,
            method.getName(),
            method.getParameterTypes()[0].getSimpleName().replace("[]", ""))
        .map(OptionsPage::told);
  }

  // What it does, and what its value means.
  private static String told(String comment) {
    String[] parts = comment.split("(?m)^\\s*@", 2);
    String what = plain(parts[0].split("<p>", 2)[0]);
    String value =
        parts.length < 2
            ? ""
            : Arrays.stream(("@" + parts[1]).split("(?m)(?=^\\s*@)"))
                .map(String::strip)
                .filter(it -> it.startsWith("@param "))
                .map(it -> plain(it.replaceFirst("@param\\s+(\\w+)\\s+", "`$1`: ")))
                .collect(Collectors.joining("; "));
    String whole = plain(value.isEmpty() ? what : what + " " + value);
    return whole.replaceFirst("^\\{@return (.*?)}", "$1");
  }

  private static String plain(String text) {
    Matcher inline = INLINE.matcher(text);
    return inline
        .replaceAll(it -> Matcher.quoteReplacement("`" + name(it.group(1)) + "`"))
        .replaceAll("</?\\w+>", "")
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .strip();
  }

  // A link has its target, and may have words of its own.
  private static String name(String link) {
    return link.strip().replaceFirst("^#", "").replace('#', '.').replaceAll("\\s+", " ");
  }

  static String text() {
    Map<String, List<Option>> byType = new TreeMap<>();
    options()
        .forEach(it -> byType.computeIfAbsent(title(it.owner()), t -> new ArrayList<>()).add(it));
    StringBuilder page =
        new StringBuilder(
            "# Options\n\nEvery option of every builder, request, setting and policy, as the code"
                + " itself says it; made by `PublicApiTest` with `-Dapi.update=true`. A builder's"
                + " options return the builder; all others return a copy.\n");
    byType.forEach(
        (title, options) -> {
          page.append("\n## ").append(title).append("\n\n| option | meaning |\n| --- | --- |\n");
          options.stream()
              .map(it -> "| `" + it.call() + "` | " + it.meaning().orElse("") + " |\n")
              .distinct()
              .sorted()
              .forEach(page::append);
        });
    return page.toString();
  }

  private static String title(Class<?> type) {
    return type.getEnclosingClass() == null
        ? type.getSimpleName()
        : type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
  }
}
