package dev.latchkey.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/**
 * The names of all rooms. Rules use these constants only: ArchUnit says nothing when a rule forbids
 * a package that does not exist, so {@code RoomsTest} proves that each name is a real one.
 */
final class Rooms {

  static final String ROOT = "dev.latchkey";

  static final String DOMAIN = ROOT + ".domain";
  static final String DOMAIN_ERROR = DOMAIN + ".error";

  static final String SPI = ROOT + ".spi";
  static final String SPI_TIME = SPI + ".time";
  static final String SPI_SYSTEM = SPI + ".system";
  static final String SPI_TCK = SPI + ".tck";

  static final String APPLICATION = ROOT + ".application";
  static final String REQUEST = APPLICATION + ".request";
  static final String JSON = APPLICATION + ".json";
  static final String WS_TRUST = APPLICATION + ".wstrust";
  static final String CACHE = APPLICATION + ".cache";

  static final String CLIENT = ROOT + ".client";
  static final String CLIENT_INTERNAL = CLIENT + ".internal";
  static final String CLI = ROOT + ".cli";
  static final String SANDBOX = ROOT + ".sandbox";

  static final String ADAPTERS = ROOT + ".adapters";
  static final String HTTP_APACHE = ADAPTERS + ".http";
  static final String HTTP_JDK = ADAPTERS + ".http.jdk";
  static final String HTTP_CACHE = ADAPTERS + ".http.cache";
  static final String CRYPTO = ADAPTERS + ".crypto";
  static final String BROWSER = ADAPTERS + ".browser";
  static final String BROKER = ADAPTERS + ".broker";
  static final String CACHE_FILE = ADAPTERS + ".cache.file";
  static final String CACHE_HAZELCAST = ADAPTERS + ".cache.hazelcast";
  static final String MANAGED_IDENTITY = ADAPTERS + ".mi";
  static final String PROCESS = ADAPTERS + ".process";
  static final String SECRET_SERVICE = ADAPTERS + ".secret.service";

  static final List<String> ALL_ADAPTERS =
      List.of(
          HTTP_APACHE,
          HTTP_JDK,
          HTTP_CACHE,
          CRYPTO,
          BROWSER,
          BROKER,
          CACHE_FILE,
          CACHE_HAZELCAST,
          MANAGED_IDENTITY,
          PROCESS,
          SECRET_SERVICE);

  static final String OBSERVABILITY = ROOT + ".observability";
  static final String MICROMETER = OBSERVABILITY + ".micrometer";
  static final String OPENTELEMETRY = OBSERVABILITY + ".opentelemetry";
  static final String INTEGRATION = ROOT + ".integration";
  static final String SPRING = INTEGRATION + ".spring";
  static final String SPRING_TEST = SPRING + ".test";

  /** The rooms of the use cases, one topic each. */
  static final List<String> USE_CASES =
      List.of(
          APPLICATION + ".silent",
          APPLICATION + ".authcode",
          APPLICATION + ".clientcredentials",
          APPLICATION + ".devicecode",
          APPLICATION + ".interactive",
          APPLICATION + ".password",
          APPLICATION + ".onbehalfof",
          APPLICATION + ".refreshtoken",
          APPLICATION + ".managedidentity",
          APPLICATION + ".chain",
          APPLICATION + ".accounts");

  /** The rooms that have classes today. */
  static final List<String> FURNISHED =
      List.of(
          DOMAIN,
          DOMAIN_ERROR,
          SPI,
          SPI_TIME,
          SPI_SYSTEM,
          SPI_TCK,
          APPLICATION,
          REQUEST,
          JSON,
          WS_TRUST,
          CACHE,
          APPLICATION + ".authcode",
          APPLICATION + ".interactive",
          APPLICATION + ".clientcredentials",
          APPLICATION + ".accounts",
          APPLICATION + ".devicecode",
          APPLICATION + ".password",
          APPLICATION + ".onbehalfof",
          APPLICATION + ".silent",
          APPLICATION + ".refreshtoken",
          CLIENT,
          CLIENT_INTERNAL,
          SANDBOX,
          HTTP_APACHE,
          HTTP_JDK,
          HTTP_CACHE,
          CRYPTO,
          INTEGRATION,
          SPRING,
          SPRING_TEST,
          MICROMETER,
          OPENTELEMETRY,
          BROWSER,
          BROKER,
          MANAGED_IDENTITY,
          APPLICATION + ".managedidentity",
          APPLICATION + ".chain",
          PROCESS,
          CACHE_FILE,
          CACHE_HAZELCAST,
          SECRET_SERVICE,
          CLI);

  private Rooms() {}

  /** {@return the package pattern for a room and everything in it} */
  static String all(String room) {
    return room + "..";
  }

  static DescribedPredicate<JavaClass> in(String room) {
    return resideInAPackage(all(room));
  }

  // Adapters are flat, and one adapter's name may begin with another's: http and http.jdk.
  static DescribedPredicate<JavaClass> inAny(List<String> rooms) {
    return resideInAnyPackage(
        rooms.stream()
            .map(room -> room.startsWith(ADAPTERS + ".") ? room : all(room))
            .toArray(String[]::new));
  }

  /** {@return the ports themselves; their contracts are a room of their own below the same name} */
  static DescribedPredicate<JavaClass> inPorts() {
    return in(SPI).and(resideOutsideOfPackage(all(SPI_TCK))).as("reside in the ports");
  }
}
