package dev.latchkey.application.wstrust;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/**
 * The request for an assertion (WS-Trust, RequestSecurityToken, in SOAP 1.2), as the bytes that are
 * sent. The password is in no {@link String} and nowhere once it is closed. For one thread.
 */
final class WsTrustRequest implements AutoCloseable {

  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int LONGEST_ENTITY = 6;
  private static final int MOST_BYTES = 3;

  private final byte[] bytes;

  private WsTrustRequest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Writes a request.
   *
   * @param endpoint whom it is for
   * @param audience whom the assertion has to be for
   * @param username the user's name
   * @param password read, and left as it is
   * @param messageId a random id
   * @param now when it is sent
   * @return the request, to be closed when it was sent
   * @throws IllegalArgumentException if name or password has characters that XML cannot carry
   */
  static WsTrustRequest of(
      WsTrustEndpoint endpoint,
      String audience,
      String username,
      char[] password,
      UUID messageId,
      Instant now) {
    requireLegal("username", username);
    requireLegal("password", CharBuffer.wrap(password));
    WsTrustVersion version = endpoint.version();
    String before =
        before(endpoint.address(), version, messageId, now.truncatedTo(ChronoUnit.SECONDS))
            + XmlEscape.text(username)
            + "</o:Username><o:Password>";
    return new WsTrustRequest(joined(utf8(before), password, utf8(after(version, audience))));
  }

  private static void requireLegal(String what, CharSequence text) {
    if (!XmlEscape.isLegal(text)) {
      throw new IllegalArgumentException(what + " has a character that XML cannot carry");
    }
  }

  private static String before(URI to, WsTrustVersion version, UUID messageId, Instant created) {
    return """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"\
         xmlns:a="http://www.w3.org/2005/08/addressing"\
         xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">\
        <s:Header>\
        <a:Action s:mustUnderstand="1">%s</a:Action>\
        <a:MessageID>urn:uuid:%s</a:MessageID>\
        <a:ReplyTo><a:Address>http://www.w3.org/2005/08/addressing/anonymous</a:Address></a:ReplyTo>\
        <a:To s:mustUnderstand="1">%s</a:To>\
        <o:Security s:mustUnderstand="1"\
         xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">\
        <u:Timestamp u:Id="_0"><u:Created>%s</u:Created><u:Expires>%s</u:Expires></u:Timestamp>\
        <o:UsernameToken u:Id="user-1"><o:Username>"""
        .formatted(
            version.action(),
            messageId,
            XmlEscape.text(to.toString()),
            created,
            created.plus(LIFE));
  }

  private static String after(WsTrustVersion version, String audience) {
    return """
        </o:Password></o:UsernameToken></o:Security></s:Header>\
        <s:Body><t:RequestSecurityToken xmlns:t="%s">\
        <p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy">\
        <a:EndpointReference><a:Address>%s</a:Address></a:EndpointReference></p:AppliesTo>\
        <t:KeyType>%s</t:KeyType><t:RequestType>%s</t:RequestType>\
        </t:RequestSecurityToken></s:Body></s:Envelope>"""
        .formatted(
            version.namespace(),
            XmlEscape.text(audience),
            version.keyType(),
            version.requestType());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  // Each buffer is as large as it can get: one that grew would leave a copy behind.
  private static byte[] joined(byte[] before, char[] password, byte[] after) {
    CharBuffer escaped = CharBuffer.allocate(password.length * LONGEST_ENTITY);
    ByteBuffer encoded = ByteBuffer.allocate(escaped.capacity() * MOST_BYTES);
    try {
      for (char c : password) {
        String entity = XmlEscape.of(c);
        if (entity == null) {
          escaped.put(c);
        } else {
          escaped.put(entity);
        }
      }
      StandardCharsets.UTF_8.newEncoder().encode(escaped.flip(), encoded, true);
      encoded.flip();
      return ByteBuffer.allocate(before.length + encoded.remaining() + after.length)
          .put(before)
          .put(encoded)
          .put(after)
          .array();
    } finally {
      Arrays.fill(escaped.array(), '\0');
      Arrays.fill(encoded.array(), (byte) 0);
    }
  }

  /** {@return the request itself, no copy} */
  byte[] bytes() {
    return bytes;
  }

  /** Overwrites the request. */
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  /** {@return a fixed text, never the request} */
  @Override
  public String toString() {
    return "WsTrustRequest[hidden]";
  }
}
