package sun.violation;

/** Stands in for a closed package, which javac would not let us use. */
public interface Closed {}
