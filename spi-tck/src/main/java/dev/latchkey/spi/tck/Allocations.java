package dev.latchkey.spi.tck;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What all threads but those of the servers have allocated since this was made. What is live can
 * only be less, so that this bounds the heap that an exchange takes, whenever garbage is collected.
 */
final class Allocations {

  private final Map<Long, Long> before = perThread();

  long bytes() {
    return perThread().entrySet().stream()
        .mapToLong(it -> it.getValue() - before.getOrDefault(it.getKey(), 0L))
        .sum();
  }

  private static Map<Long, Long> perThread() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = allocated(ids);
    ThreadInfo[] infos = threads.getThreadInfo(ids);
    Map<Long, Long> found = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      // A thread that ended in between has neither.
      if (infos[i] != null
          && bytes[i] >= 0
          && !infos[i].getThreadName().equals(RecordingServer.THREAD_NAME)) {
        found.put(ids[i], bytes[i]);
      }
    }
    return found;
  }

  // By name: the type that has it is not of the Java API.
  private static long[] allocated(long[] ids) {
    try {
      return (long[])
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                  "getThreadAllocatedBytes",
                  new Object[] {ids},
                  new String[] {long[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException("this Java runtime does not count allocations", e);
    }
  }
}
