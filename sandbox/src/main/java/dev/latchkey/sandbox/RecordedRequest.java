package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One request as it arrived. Immutable.
 *
 * <p>It holds what was sent, secrets included; {@link #toString()} shows none of it but method and
 * path.
 *
 * @since 0.1
 */
public final class RecordedRequest {

  private final WireRequest wire;
  private final EndpointKind endpoint;
  private final Instant time;
  private final Map<String, List<String>> query;
  private final Map<String, List<String>> form;
  private final UUID traceId = UUID.randomUUID();
  private final UUID correlationId;

  RecordedRequest(WireRequest wire, EndpointKind endpoint, Instant time) {
    this.wire = wire;
    this.endpoint = endpoint;
    this.time = time;
    String rawQuery = wire.query();
    query = rawQuery == null ? Map.of() : Forms.decode(rawQuery);
    form = isForm(wire) ? Forms.decode(wire.body()) : Map.of();
    correlationId = header("client-request-id").flatMap(Forms::uuid).orElseGet(UUID::randomUUID);
  }

  private static boolean isForm(WireRequest wire) {
    List<String> types = wire.headers().getOrDefault("Content-Type", List.of());
    return types.stream()
        .anyMatch(
            type -> type.regionMatches(true, 0, Forms.MEDIA_TYPE, 0, Forms.MEDIA_TYPE.length()));
  }

  /**
   * Returns the method.
   *
   * @return such as {@code POST}
   * @since 0.1
   */
  public String method() {
    return wire.method();
  }

  /**
   * Returns the path as it was sent, still percent-encoded.
   *
   * @return a text that begins with a slash
   * @since 0.1
   */
  public String path() {
    return wire.path();
  }

  /**
   * Returns the query as it was sent, still percent-encoded.
   *
   * @return the text behind the question mark, or empty if there was none
   * @since 0.1
   */
  public Optional<String> query() {
    return Optional.ofNullable(wire.query());
  }

  /**
   * Returns the first value of a query parameter.
   *
   * @param name of the parameter, with case
   * @return the decoded value, or empty if it was not sent
   * @since 0.1
   */
  public Optional<String> queryParameter(String name) {
    return first(query, requireNonNull(name, "name"));
  }

  /**
   * Returns all headers.
   *
   * @return an unmodifiable map that finds names without regard to case
   * @since 0.1
   */
  public Map<String, List<String>> headers() {
    return wire.headers();
  }

  /**
   * Returns the first value of a header.
   *
   * @param name of the header, without regard to case
   * @return the value, or empty if it was not sent
   * @since 0.1
   */
  public Optional<String> header(String name) {
    return first(wire.headers(), requireNonNull(name, "name"));
  }

  /**
   * Returns the body.
   *
   * @return the body read as UTF-8; empty text if there was none
   * @since 0.1
   */
  public String body() {
    return wire.body();
  }

  /**
   * Returns the parameters of a form.
   *
   * @return an unmodifiable map from name to decoded values; empty if the body is no form
   * @since 0.1
   */
  public Map<String, List<String>> form() {
    return form;
  }

  /**
   * Returns the first value of a form parameter.
   *
   * @param name of the parameter, with case
   * @return the decoded value, or empty if it was not sent
   * @since 0.1
   */
  public Optional<String> formParameter(String name) {
    return first(form, requireNonNull(name, "name"));
  }

  /**
   * Takes the client assertion apart (RFC 7523, section 2.2), without verifying anything.
   *
   * @return the assertion, or empty if none was sent or what was sent is no JWT in compact form
   * @since 0.1
   */
  public Optional<RecordedAssertion> clientAssertion() {
    return formParameter("client_assertion").flatMap(RecordedAssertion::parse);
  }

  /**
   * Returns the {@code Host} header.
   *
   * @return host and, where one was sent, port; empty text if there was no such header
   * @since 0.1
   */
  public String host() {
    return header("Host").orElse("");
  }

  /**
   * Returns the name that the client gave in the TLS handshake (SNI, RFC 6066, section 3).
   *
   * @return the name, or empty if none was given
   * @since 0.1
   */
  public Optional<String> serverName() {
    return Optional.ofNullable(wire.serverName());
  }

  /**
   * Returns the certificate that the client showed in the TLS handshake. The sandbox asks for one
   * and lets everybody in, with any or none.
   *
   * @return the client's own certificate, or empty if it showed none
   * @since 0.1
   */
  public Optional<X509Certificate> clientCertificate() {
    return wire.clientChain().stream().findFirst();
  }

  /** The client's certificate and what it sent along to certify it. */
  List<X509Certificate> clientChain() {
    return wire.clientChain();
  }

  /**
   * Returns the number of the connection; two requests with the same number shared one.
   *
   * @return a number from one upwards
   * @since 0.1
   */
  public long connection() {
    return wire.connection();
  }

  /**
   * Returns when the request had arrived, by the sandbox's clock.
   *
   * @return the time of arrival
   * @since 0.1
   */
  public Instant time() {
    return time;
  }

  /**
   * Returns what the address is for.
   *
   * @return never {@link EndpointKind#ANY}
   * @since 0.1
   */
  public EndpointKind endpoint() {
    return endpoint;
  }

  UUID traceId() {
    return traceId;
  }

  /** The caller's id when it sent one of the right form, else one made for the answer. */
  UUID correlationId() {
    return correlationId;
  }

  private static Optional<String> first(Map<String, List<String>> values, String name) {
    return values.getOrDefault(name, List.of()).stream().findFirst();
  }

  @Override
  public String toString() {
    return "RecordedRequest[" + method() + " " + path() + "]";
  }
}
