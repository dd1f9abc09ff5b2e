package dev.latchkey.benchmarks;

/**
 * One measured number beside what it has to be.
 *
 * @param what what was measured
 * @param measured the number
 * @param bound what it has to be
 * @param most whether the bound is the most that it may be; else it is the least
 * @param unit written after numbers
 */
record Check(String what, double measured, double bound, boolean most, String unit) {

  static Check most(String what, double measured, double bound, String unit) {
    return new Check(what, measured, bound, true, unit);
  }

  static Check least(String what, double measured, double bound, String unit) {
    return new Check(what, measured, bound, false, unit);
  }

  boolean isMet() {
    return most ? measured <= bound : measured >= bound;
  }
}
