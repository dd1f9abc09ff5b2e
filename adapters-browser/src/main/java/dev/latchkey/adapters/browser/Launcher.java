package dev.latchkey.adapters.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that shows addresses.
 *
 * @param program its name or path
 * @param before what it is told before the address
 */
record Launcher(String program, List<String> before) {

  static Launcher of(String program) {
    return new Launcher(program, List.of());
  }

  /** {@return what to start, one argument each} */
  List<String> command(Path found, String address) {
    List<String> command = new ArrayList<>();
    command.add(found.toString());
    command.addAll(before);
    command.add(address);
    return command;
  }
}
