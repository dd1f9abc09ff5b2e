package dev.latchkey.application.violation.library;

import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;

/** A library outside its room. */
public interface UsesTestLibraries {
  Class<? extends Annotation> LIBRARY = Test.class;
}
