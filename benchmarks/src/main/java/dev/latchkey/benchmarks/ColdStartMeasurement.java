package dev.latchkey.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts programs that need one token of a file, in turns. */
final class ColdStartMeasurement {

  // Each finds its own classes without a look into the other's jars, nor into those of the sandbox,
  // which brings Nimbus and Bouncy Castle.
  private static final Pattern OTHERS =
      Pattern.compile(".*(jmh|jopt|commons-math|hazelcast|sandbox|nimbus|bouncycastle).*");
  private static final Pattern MSAL4J = Pattern.compile(".*(msal4j|azure-json|slf4j).*");

  private final int rounds;

  ColdStartMeasurement(int rounds) {
    this.rounds = rounds;
  }

  /**
   * Measures.
   *
   * @return for each program the time until it has the token in the middle of the rounds, and the
   *     time of all processors until then, on average
   */
  Map<String, Start> measure() throws IOException {
    Map<String, Class<?>> programs = new LinkedHashMap<>();
    programs.put(ColdStart.NOTHING, ColdStart.Nothing.class);
    programs.put(Library.LATCHKEY.name(), ColdStart.Latchkey.class);
    programs.put(Library.MSAL4J.name(), ColdStart.Msal4j.class);
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    try (Scratch scratch = new Scratch()) {
      Path file =
          Files.writeString(
              scratch.file("cache.json"), Keeping.text(InProcessEndpoint.withoutLatency(), 1));
      // The first round finds nothing in the memory of the system.
      for (int round = -1; round < rounds; round++) {
        for (Map.Entry<String, Class<?>> program : programs.entrySet()) {
          Start start = start(program.getValue(), file);
          if (round >= 0) {
            starts.computeIfAbsent(program.getKey(), it -> new ArrayList<>()).add(start);
          }
        }
      }
    }
    Map<String, Start> result = new LinkedHashMap<>();
    starts.forEach((name, all) -> result.put(name, middle(all)));
    return result;
  }

  private static Start middle(List<Start> all) {
    List<Duration> times = all.stream().map(Start::time).sorted().toList();
    Duration processors = all.stream().map(Start::processors).reduce(Duration.ZERO, Duration::plus);
    return new Start(times.get(times.size() / 2), processors.dividedBy(all.size()));
  }

  private static Start start(Class<?> program, Path file) throws IOException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(
                OwnProcess.java(), "-cp", classPath(program), program.getName(), file.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      long nanos = System.nanoTime() - begin;
      if (!"ready".equals(line)) {
        throw new IOException(program.getSimpleName() + " got no token; see above");
      }
      return new Start(
          Duration.ofNanos(nanos), process.info().totalCpuDuration().orElse(Duration.ZERO));
    } finally {
      process.destroy();
    }
  }

  private static String classPath(Class<?> program) {
    boolean isMsal4j = program == ColdStart.Msal4j.class;
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(it -> !OTHERS.matcher(it).matches())
        .filter(
            it ->
                it.contains("benchmarks")
                    || MSAL4J.matcher(it).matches() == isMsal4j
                    // One jar that names all others.
                    || it.contains("surefire"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * How long it took.
   *
   * @param time on the clock
   * @param processors of all processors together
   */
  record Start(Duration time, Duration processors) {}
}
