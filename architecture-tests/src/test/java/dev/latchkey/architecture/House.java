package dev.latchkey.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is on the class path of ours. Classes are found by package and not by directory: under
 * {@code mvn verify} the siblings are jars.
 */
final class House {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(Rooms.ROOT);

  private House() {}

  static JavaClasses classes() {
    return CLASSES;
  }

  /** {@return the bad examples, which lie in rooms named violation beside the real ones} */
  static JavaClasses violations(Class<?>... examples) {
    return new ClassFileImporter().importClasses(examples);
  }

  /** {@return our modules by name, read from the class path, where Java itself ignores them} */
  static Map<String, PublishedModule> modules() {
    Map<String, PublishedModule> found = new TreeMap<>();
    for (URL url : descriptors()) {
      PublishedModule module = new PublishedModule(read(url), url);
      if (module.name().startsWith(Rooms.ROOT + ".")) {
        found.put(module.name(), module);
      }
    }
    return found;
  }

  private static List<URL> descriptors() {
    try {
      return Collections.list(House.class.getClassLoader().getResources("module-info.class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModuleDescriptor read(URL url) {
    try (InputStream in = url.openStream()) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the folder of the whole project} */
  static Path project() {
    return Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize().getParent();
  }

  /** {@return where a class was loaded from, as far as module and root are concerned} */
  static URI rootOf(URL descriptor) {
    String text = descriptor.toString();
    return URI.create(text.substring(0, text.length() - "module-info.class".length()));
  }
}
