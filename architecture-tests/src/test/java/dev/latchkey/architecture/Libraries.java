package dev.latchkey.architecture;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The modules that classes come from: ours, those of libraries, and the JDK's. */
final class Libraries {

  private final Map<String, ModuleDescriptor> modules = new HashMap<>();

  Libraries() {
    ModuleFinder.ofSystem()
        .findAll()
        .forEach(it -> modules.put(it.descriptor().name(), it.descriptor()));
  }

  /** {@return the module of the jar or folder that a class lies in} */
  ModuleDescriptor homeOf(String className) {
    try {
      Class<?> type = Class.forName(className, false, Libraries.class.getClassLoader());
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source == null) {
        return type.getModule().getDescriptor();
      }
      Path place = Path.of(source.getLocation().toURI());
      ModuleDescriptor found =
          ModuleFinder.of(place).findAll().stream()
              .map(ModuleReference::descriptor)
              .findFirst()
              .orElseThrow(() -> new AssertionError("no module in " + place));
      modules.putIfAbsent(found.name(), found);
      return found;
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new AssertionError("a class that is used is not on the path: " + className, e);
    }
  }

  /** {@return itself, what it requires, and what those pass on} */
  Set<String> readableFrom(ModuleDescriptor module) {
    Set<String> readable = new TreeSet<>(Set.of(module.name()));
    Deque<Requires> open = new ArrayDeque<>(module.requires());
    while (!open.isEmpty()) {
      String name = open.pop().name();
      if (readable.add(name) && modules.containsKey(name)) {
        modules.get(name).requires().stream()
            .filter(it -> it.modifiers().contains(Requires.Modifier.TRANSITIVE))
            .forEach(open::push);
      }
    }
    return readable;
  }
}
