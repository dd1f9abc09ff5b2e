package dev.latchkey.benchmarks;

import java.util.List;

/**
 * What Latchkey promises.
 *
 * @param number its number in the list of the project
 * @param title what it is about
 * @param promise the promise
 * @param checks what tells whether it holds; empty if nothing of it was measured
 */
record Target(int number, String title, String promise, List<Check> checks) {

  Target {
    checks = List.copyOf(checks);
  }

  String verdict() {
    if (checks.isEmpty()) {
      return "not measured";
    }
    return checks.stream().allMatch(Check::isMet) ? "met" : "not met";
  }
}
