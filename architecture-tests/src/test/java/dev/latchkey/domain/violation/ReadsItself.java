package dev.latchkey.domain.violation;

import java.io.IOException;
import java.io.ObjectInputStream;

/** A value that strangers construct. */
public final class ReadsItself {
  private ReadsItself() {}

  static void readObject(ObjectInputStream in) throws IOException {
    in.skipNBytes(1);
  }
}
