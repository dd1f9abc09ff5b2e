package dev.latchkey.adapters.cache.file;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The machine's disk, of which it is told something else than is true. */
final class OwnedDisk {

  private OwnedDisk() {}

  /** All of it belongs to somebody. */
  static Disk by(boolean mine, boolean ownedByRoot, Path where) {
    return told(
        where,
        it -> new Facts(it.kind(), mine, ownedByRoot, it.mode(), it.links(), it.key(), it.stamp()));
  }

  /** It has no numbers for its files. */
  static Disk withoutKeys(Path where) {
    return told(
        where,
        it -> new Facts(it.kind(), it.mine(), it.ownedByRoot(), it.mode(), it.links(), null, null));
  }

  private static Disk told(Path where, UnaryOperator<Facts> facts) {
    Disk real = new SystemDisk(where);
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, args) -> {
              try {
                Object result = method.invoke(real, args);
                return method.getName().equals("look")
                    ? ((Optional<?>) result).map(it -> facts.apply((Facts) it))
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
