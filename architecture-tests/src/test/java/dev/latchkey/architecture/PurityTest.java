package dev.latchkey.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.latchkey.architecture.Rooms.in;
import static dev.latchkey.architecture.Rooms.inPorts;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the inner rooms may see of the world. */
@AnalyzeClasses(packages = Rooms.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
@SuppressWarnings("MemberName") // rules read as sentences
class PurityTest {

  private static final DescribedPredicate<JavaClass> NULLNESS =
      resideInAPackage(Nullable.class.getPackageName());

  private static final DescribedPredicate<JavaClass> MACHINE =
      belongToAnyOf(
          System.class,
          Runtime.class,
          Process.class,
          ProcessBuilder.class,
          Thread.class,
          ThreadGroup.class,
          ThreadLocal.class,
          ClassLoader.class,
          Module.class,
          Clock.class,
          InstantSource.class,
          Random.class,
          Scanner.class,
          ServiceLoader.class,
          Timer.class,
          TimerTask.class);

  private static final DescribedPredicate<JavaClass> PLAIN_JDK =
      resideInAnyPackage(
              "java.lang",
              "java.util",
              "java.util.function",
              "java.util.regex",
              "java.util.stream",
              "java.time")
          .and(not(MACHINE));

  private static final DescribedPredicate<JavaClass> SINGLE_CLASSES =
      belongToAnyOf(
          URI.class,
          URISyntaxException.class,
          Charset.class,
          StandardCharsets.class,
          MessageDigest.class,
          Key.class,
          PrivateKey.class,
          Provider.class,
          X509Certificate.class,
          Path.class, // names a file; what reads it is a port
          AtomicReference.class); // a passphrase that is handed out once

  @ArchTest
  static final ArchRule domain_is_pure =
      classes()
          .that(in(Rooms.DOMAIN))
          .should()
          .onlyDependOnClassesThat(in(Rooms.DOMAIN).or(NULLNESS).or(PLAIN_JDK).or(SINGLE_CLASSES))
          .because("nouns and rules need no input, output, clock, thread, JSON or cryptography");

  // The one use of MessageDigest is its comparison in constant time.
  @ArchTest
  static final ArchRule domain_computes_no_digests =
      noClasses()
          .that(in(Rooms.DOMAIN))
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("a digest is used for more than isEqual") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  return access.getTargetOwner().isEquivalentTo(MessageDigest.class)
                      && !access.getTarget().getName().equals("isEqual");
                }
              })
          .because("domain holds handles on keys and certificates and never computes with them");

  @ArchTest
  static final ArchRule ports_speak_only_jdk_and_domain =
      classes()
          .that(inPorts())
          .should()
          .onlyDependOnClassesThat(
              inPorts()
                  .or(in(Rooms.DOMAIN))
                  .or(NULLNESS)
                  .or(
                      resideInAnyPackage(
                          "java.lang..",
                          "java.math",
                          "java.util..",
                          "java.time..",
                          "java.io",
                          "java.net",
                          "java.nio..",
                          "java.security..",
                          "javax.crypto..",
                          "javax.net..",
                          "javax.security.auth.."))
                  .as("are ports, domain, or of the JDK's base"))
          .because("a port that shows a library makes every adapter depend on it");

  @ArchTest
  static final ArchRule domain_and_ports_never_log =
      noClasses()
          .that(in(Rooms.DOMAIN).or(inPorts()))
          .should()
          .dependOnClassesThat(belongToAnyOf(System.Logger.class))
          .because("they have nothing to tell that their callers do not know");
}
