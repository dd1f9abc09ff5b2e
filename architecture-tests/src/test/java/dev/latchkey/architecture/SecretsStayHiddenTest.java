package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.CacheEntry;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.TenantId;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One of every public type that carries a secret, with a marker as its secret: the marker must not
 * come out by printing, throwing or Java serialization.
 */
@Tag("W-29")
class SecretsStayHiddenTest {

  private static final String MARKER = Carriers.MARKER;

  private static final Set<String> SECRET_TYPES =
      Set.of(
          "dev.latchkey.domain.credential.Secret",
          "java.security.PrivateKey",
          "javax.crypto.SecretKey",
          byte[].class.getName(),
          char[].class.getName());

  static Stream<Object> carriers() {
    return Carriers.values();
  }

  static Stream<TokenException> exceptions() {
    return Carriers.exceptions();
  }

  @ParameterizedTest
  @MethodSource("carriers")
  void valueDoesNotPrintItsSecret(Object carrier) {
    assertThat(carrier.toString()).doesNotContain(MARKER);
    assertThat(String.valueOf(List.of(carrier))).doesNotContain(MARKER);
  }

  @Test
  void everyPublicTypeThatCarriesASecretIsTried() {
    Set<String> tried =
        Stream.concat(carriers(), exceptions())
            .map(it -> it.getClass().getName())
            .collect(Collectors.toSet());

    assertThat(publicCarriers()).as("types that Carriers has no value of").isSubsetOf(tried);
  }

  @Test
  void everyMemberOfTheFamiliesWithSecretsIsTried() {
    SealedFamily.assertCovered(Secret.class, ofType(Secret.class));
    SealedFamily.assertCovered(ClientCredential.class, ofType(ClientCredential.class));
    SealedFamily.assertCovered(TokenException.class, exceptions().toList());
  }

  private static <T> List<T> ofType(Class<T> type) {
    return carriers().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void everyCacheEntryWithASecretIsTried() {
    assertThat(ofType(CacheEntry.class)).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void exceptionDoesNotPrintWhatTheServerSaid(TokenException exception) {
    assertThat(printed(exception)).doesNotContain(MARKER);
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void exceptionDoesNotSerializeWhatTheServerSaid(TokenException exception)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(exception);
    }

    assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain(MARKER);
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TokenException copy = (TokenException) in.readObject();
      assertThat(copy).hasMessage(exception.getMessage());
      assertThat(copy.error()).isEmpty();
    }
  }

  static Stream<ThrowingCallable> mistakes() {
    return Stream.of(
        () -> Authority.parse("https://user:" + MARKER + "@login.microsoftonline.com/contoso"),
        () -> Authority.parse("https://login.microsoftonline.com/contoso?code=" + MARKER),
        () -> Authority.parse(MARKER),
        () -> Authority.oidc(URI.create("https://id.example/realm#" + MARKER)),
        () -> HttpHeaders.none().with("authorization", "Bearer " + MARKER + "\n"),
        () -> HttpHeaders.none().with(MARKER + ":", "value"),
        () -> HttpRequest.get(URI.create("ftp://id.example/?code=" + MARKER), HttpHeaders.none()),
        () -> new TokenType("Bearer " + MARKER),
        () -> new ClientId(MARKER + "\n"),
        () -> new TenantId(MARKER + "/"),
        () -> new StoreKey(MARKER + "/"),
        () -> CorrelationId.parse((MARKER + "-".repeat(36)).substring(0, 36)),
        () -> Scopes.of("\"" + MARKER + "\""),
        () -> ClientRequest.of("scope").claims(MARKER),
        () -> ClientRequest.of("scope").extraParameters(Map.of("client_secret", MARKER)));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsReportedWithoutWhatWasPutInTheWrongPlace(ThrowingCallable mistake) {
    Throwable thrown = catchThrowable(mistake);

    assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
    assertThat(printed(thrown)).doesNotContain(MARKER);
  }

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text + thrown.toString() + thrown.getMessage();
  }

  /** {@return public value types with a secret in them, or in what they hold} */
  private static Set<String> publicCarriers() {
    List<JavaClass> values =
        House.classes().stream()
            .filter(Rooms.in(Rooms.DOMAIN).or(Rooms.inPorts()).or(Rooms.in(Rooms.REQUEST)))
            .filter(it -> !it.isInterface() && !it.isEnum())
            .filter(it -> !it.getSimpleName().endsWith("Builder"))
            .toList();
    Set<String> carriers = new HashSet<>(SECRET_TYPES);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (JavaClass value : values) {
        if (holdsOneOf(value, carriers)) {
          grown |= carriers.add(value.getName());
          grown |= carriers.addAll(ownInterfaces(value));
        }
      }
    }
    return values.stream()
        .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
        // Of these there is no value: their families are tried member by member.
        .filter(it -> !it.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(JavaClass::getName)
        .filter(carriers::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean holdsOneOf(JavaClass value, Set<String> carriers) {
    return value.getName().equals("dev.latchkey.domain.credential.Secret")
        || value.getFields().stream()
            .filter(it -> !it.getModifiers().contains(JavaModifier.STATIC))
            .flatMap(SecretsStayHiddenTest::typesIn)
            .anyMatch(carriers::contains);
  }

  // Of an array the involved types are those of its elements only.
  private static Stream<String> typesIn(JavaField field) {
    return Stream.concat(
        Stream.of(field.getRawType().getName()),
        field.getAllInvolvedRawTypes().stream().map(JavaClass::getName));
  }

  private static List<String> ownInterfaces(JavaClass value) {
    return value.getAllRawInterfaces().stream()
        .map(JavaClass::getName)
        .filter(it -> it.startsWith(Rooms.ROOT))
        .toList();
  }
}
