package dev.latchkey.architecture;

import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasSourceCodeLocation;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Function;
import java.util.stream.Stream;

/** A condition that says in words what is wrong with one item, or nothing. */
final class Condition<T extends HasName.AndFullName & HasSourceCodeLocation>
    extends ArchCondition<T> {

  private final Function<T, Stream<String>> faults;

  private Condition(String description, Function<T, Stream<String>> faults) {
    super(description);
    this.faults = faults;
  }

  static <T extends HasName.AndFullName & HasSourceCodeLocation> ArchCondition<T> of(
      String description, Function<T, Stream<String>> faults) {
    return new Condition<>(description, faults);
  }

  @Override
  public void check(T item, ConditionEvents events) {
    faults
        .apply(item)
        .forEach(
            fault ->
                events.add(
                    SimpleConditionEvent.violated(
                        item,
                        item.getFullName() + " " + fault + " in " + item.getSourceCodeLocation())));
  }
}
