package dev.latchkey.architecture;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that callers and implementors can see of some classes, one line each: a line per type,
 * and below it, indented, a line per member. Sorted, so that a change of the API is a change of as
 * few lines.
 */
final class ApiListing {

  // Every object has them, whether it says so or not.
  private static final Set<String> UNDERSTOOD = Set.of("equals", "hashCode", "toString");

  private static final String DEPRECATED = "@Deprecated ";

  private ApiListing() {}

  static List<String> of(List<String> classNames) {
    Map<String, List<String>> types = new TreeMap<>();
    classNames.forEach(it -> collect(load(it), types));
    return types.values().stream().flatMap(List::stream).toList();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiListing.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static void collect(Class<?> type, Map<String, List<String>> into) {
    if (!isVisible(type.getModifiers())) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(header(type));
    members(type).distinct().sorted().forEach(it -> lines.add("  " + it));
    into.put(type.getCanonicalName(), lines);
    for (Class<?> nested : type.getDeclaredClasses()) {
      collect(nested, into);
    }
  }

  private static String header(Class<?> type) {
    return type.getCanonicalName()
        + ": "
        + deprecation(type)
        + modifiers(type)
        + kind(type)
        + typeParameters(type.getTypeParameters())
        + clause(" extends ", superclass(type))
        + clause(
            type.isInterface() ? " extends " : " implements ", names(type.getGenericInterfaces()))
        + clause(" permits ", permitted(type));
  }

  private static String modifiers(Class<?> type) {
    int ofInterest = Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;
    int implied = Modifier.STATIC;
    if (type.isInterface()) {
      implied |= Modifier.ABSTRACT;
    }
    if (type.isRecord() || type.isEnum()) {
      implied |= Modifier.FINAL | Modifier.ABSTRACT;
    }
    boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    String text = Modifier.toString(type.getModifiers() & ofInterest & ~implied);
    return (inner ? "inner " : "")
        + (text.isEmpty() ? "" : text + " ")
        + (type.isSealed() ? "sealed " : "");
  }

  private static String kind(Class<?> type) {
    if (type.isRecord()) {
      return Arrays.stream(type.getRecordComponents())
          .map(ApiListing::component)
          .collect(Collectors.joining(", ", "record (", ")"));
    }
    if (type.isAnnotation()) {
      return "annotation";
    }
    return type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
  }

  private static String component(RecordComponent component) {
    return name(component.getAnnotatedType()) + " " + component.getName();
  }

  private static String superclass(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    boolean understood =
        parent == null || parent == Object.class || parent == Record.class || type.isEnum();
    return understood ? "" : name(type.getGenericSuperclass());
  }

  private static String permitted(Class<?> type) {
    return type.isSealed() && !type.isEnum() ? names(type.getPermittedSubclasses()) : "";
  }

  // What a hidden superclass declares is visible through its subclass.
  private static Stream<String> members(Class<?> type) {
    Stream<String> own =
        Stream.of(
                Arrays.stream(type.getDeclaredFields())
                    .filter(it -> isVisible(it.getModifiers()) && !it.isSynthetic())
                    .map(ApiListing::field),
                Arrays.stream(type.getDeclaredConstructors())
                    .filter(it -> isVisible(it.getModifiers()) && !it.isSynthetic())
                    .map(ApiListing::constructor),
                Arrays.stream(type.getDeclaredMethods())
                    .filter(it -> isVisible(it.getModifiers()) && !it.isSynthetic())
                    .filter(it -> !UNDERSTOOD.contains(it.getName()))
                    .filter(it -> !isOfEveryEnum(type, it))
                    .map(ApiListing::method))
            .flatMap(it -> it);
    Class<?> parent = type.getSuperclass();
    return parent == null || isVisible(parent.getModifiers())
        ? own
        : Stream.concat(
            own,
            members(parent).filter(it -> !it.replace(DEPRECATED, "").startsWith("constructor")));
  }

  private static boolean isOfEveryEnum(Class<?> type, Method method) {
    return type.isEnum() && Set.of("values", "valueOf").contains(method.getName());
  }

  private static String field(Field field) {
    if (field.isEnumConstant()) {
      return deprecation(field) + "constant " + field.getName();
    }
    return deprecation(field)
        + "field "
        + flags(field.getModifiers(), Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL)
        + name(field.getAnnotatedType())
        + " "
        + field.getName()
        + value(field);
  }

  // The compiler copies such constants into callers, so their value is part of the contract.
  private static String value(Field field) {
    boolean constant =
        Modifier.isStatic(field.getModifiers())
            && Modifier.isFinal(field.getModifiers())
            && (field.getType().isPrimitive() || field.getType() == String.class);
    if (!constant) {
      return "";
    }
    try {
      field.setAccessible(true);
      return " = " + field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static String constructor(Constructor<?> constructor) {
    return deprecation(constructor)
        + "constructor "
        + flags(constructor.getModifiers(), Modifier.PROTECTED)
        + signature(constructor);
  }

  private static String method(Method method) {
    int ofInterest = Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;
    return deprecation(method)
        + "method "
        + (method.isDefault() ? "default " : "")
        + flags(method.getModifiers(), ofInterest)
        + typeParameters(method.getTypeParameters())
        + (method.getTypeParameters().length == 0 ? "" : " ")
        + name(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + signature(method)
        + (method.getDefaultValue() == null ? "" : " default " + method.getDefaultValue());
  }

  private static String signature(Executable executable) {
    String parameters =
        Arrays.stream(executable.getParameters())
            .map(ApiListing::parameter)
            .collect(Collectors.joining(", ", "(", ")"));
    return parameters + clause(" throws ", names(executable.getGenericExceptionTypes()));
  }

  private static String parameter(Parameter parameter) {
    String text = name(parameter.getAnnotatedType());
    return parameter.isVarArgs() ? text.replaceFirst("\\[\\]$", "...") : text;
  }

  private static String typeParameters(TypeVariable<?>[] variables) {
    if (variables.length == 0) {
      return "";
    }
    return Arrays.stream(variables)
        .map(it -> it.getName() + bounds(it))
        .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String bounds(TypeVariable<?> variable) {
    String text = names(variable.getBounds()).replace(", ", " & ");
    return text.equals("Object") ? "" : " extends " + text;
  }

  private static String flags(int modifiers, int ofInterest) {
    String text = Modifier.toString(modifiers & ofInterest);
    return text.isEmpty() ? "" : text + " ";
  }

  private static String names(Type... types) {
    return Arrays.stream(types).map(ApiListing::name).sorted().collect(Collectors.joining(", "));
  }

  private static String name(AnnotatedType type) {
    return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "") + name(type.getType());
  }

  private static String name(Type type) {
    return type.getTypeName().replace('$', '.').replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "");
  }

  private static String clause(String keyword, String text) {
    return text.isEmpty() ? "" : keyword + text;
  }

  private static String deprecation(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? DEPRECATED : "";
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /**
   * Compares two listings. What was marked as deprecated may go, with all that is in it.
   *
   * @return a line per difference, each with the type it belongs to: minus for what is gone, plus
   *     for what is new
   */
  static List<String> differences(List<String> before, List<String> after) {
    List<String> old = withOwners(before);
    List<String> now = withOwners(after);
    Stream<String> gone =
        old.stream()
            .filter(it -> !now.contains(it) && !it.contains(DEPRECATED))
            .map(it -> "- " + it);
    Stream<String> added = now.stream().filter(it -> !old.contains(it)).map(it -> "+ " + it);
    return Stream.concat(gone, added).toList();
  }

  private static List<String> withOwners(List<String> listing) {
    List<String> all = new ArrayList<>();
    String owner = "";
    for (String line : listing) {
      if (line.startsWith("  ")) {
        all.add(owner + " " + line.strip());
      } else {
        owner = line.split(":", 2)[0] + (line.contains(": " + DEPRECATED) ? ": @Deprecated" : "");
        all.add(line);
      }
    }
    return all;
  }
}
