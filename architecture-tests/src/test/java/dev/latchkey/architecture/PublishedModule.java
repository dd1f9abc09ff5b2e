package dev.latchkey.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** A module of ours: its descriptor and the folder or jar it came in. */
final class PublishedModule {

  private final ModuleDescriptor descriptor;
  private final URI root;

  PublishedModule(ModuleDescriptor descriptor, URL location) {
    this.descriptor = descriptor;
    this.root = House.rootOf(location);
  }

  String name() {
    return descriptor.name();
  }

  /** {@return the name, for the names of tests} */
  @Override
  public String toString() {
    return name();
  }

  /** {@return the folder or jar, as module paths have it} */
  String location() {
    String text = root.toString().replaceFirst("^jar:", "").replaceFirst("!/$", "");
    return Path.of(URI.create(text)).toString();
  }

  ModuleDescriptor descriptor() {
    return descriptor;
  }

  /** {@return service and implementations, as the module declares them} */
  Map<String, Set<String>> provides() {
    Map<String, Set<String>> all = new TreeMap<>();
    descriptor.provides().forEach(it -> all.put(it.service(), new TreeSet<>(it.providers())));
    return all;
  }

  /** {@return service and implementations, as the files under META-INF/services have them} */
  Map<String, Set<String>> serviceFiles() {
    return inside(
        folder -> {
          Map<String, Set<String>> all = new TreeMap<>();
          Path services = folder.resolve("META-INF/services");
          if (Files.isDirectory(services)) {
            for (Path file : list(services)) {
              all.put(file.getFileName().toString(), entries(file));
            }
          }
          return all;
        });
  }

  /** {@return the names of all top-level classes of the packages that everybody may use} */
  List<String> exportedClasses() {
    return inside(
        folder ->
            descriptor.exports().stream()
                .filter(it -> !it.isQualified())
                .map(it -> it.source().replace('.', '/'))
                .flatMap(it -> list(folder.resolve(it)).stream())
                .map(it -> folder.relativize(it).toString())
                .filter(it -> it.endsWith(".class") && !it.contains("$"))
                .filter(it -> !it.endsWith("package-info.class"))
                .map(it -> it.substring(0, it.length() - ".class".length()).replace('/', '.'))
                .sorted()
                .toList());
  }

  private static Set<String> entries(Path file) {
    Set<String> found = new TreeSet<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String entry = line.replaceAll("#.*", "").trim();
        if (!entry.isEmpty()) {
          found.add(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T inside(Function<Path, T> reader) {
    if (!root.getScheme().equals("jar")) {
      return reader.apply(Path.of(root));
    }
    String jar = root.getSchemeSpecificPart().replaceFirst("!/$", "");
    try (FileSystem zip = FileSystems.newFileSystem(Path.of(URI.create(jar)))) {
      return reader.apply(zip.getPath("/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
