package dev.latchkey.application.wstrust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class WsTrustRequestTest {

  private static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  private static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";
  private static final String SECURITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String UTILITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  private static final String POLICY = "http://schemas.xmlsoap.org/ws/2004/09/policy";

  private static final URI ADDRESS = URI.create("https://sts.contoso.example/trust?a=1&b='2'");
  private static final UUID ID = UUID.fromString("2f6d0b1c-3e4f-4a5b-8c6d-7e8f90a1b2c3");
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.987654321Z");

  private static WsTrustRequest request(WsTrustVersion version, String name, String password) {
    return WsTrustRequest.of(
        new WsTrustEndpoint(ADDRESS, version),
        "urn:federation:<&>",
        name,
        password.toCharArray(),
        ID,
        NOW);
  }

  private static Document parsed(byte[] xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String only(Document document, String namespace, String local) {
    assertThat(document.getElementsByTagNameNS(namespace, local).getLength()).isEqualTo(1);
    return document.getElementsByTagNameNS(namespace, local).item(0).getTextContent();
  }

  @ParameterizedTest
  @EnumSource(WsTrustVersion.class)
  @Tag("W-25")
  void everyPartStandsInItsPlace(WsTrustVersion version) {
    try (WsTrustRequest request = request(version, "žofie@contoso.example", "p&ss<日1>")) {
      Document document = parsed(request.bytes());

      assertThat(only(document, ADDRESSING, "Action")).isEqualTo(version.action());
      assertThat(only(document, ADDRESSING, "MessageID")).isEqualTo("urn:uuid:" + ID);
      assertThat(only(document, ADDRESSING, "To")).isEqualTo(ADDRESS.toString());
      assertThat(only(document, ADDRESSING, "ReplyTo"))
          .isEqualTo("http://www.w3.org/2005/08/addressing/anonymous");
      assertThat(only(document, UTILITY, "Created")).isEqualTo("2030-01-01T00:00:00Z");
      assertThat(only(document, UTILITY, "Expires")).isEqualTo("2030-01-01T00:10:00Z");
      assertThat(only(document, SECURITY, "Username")).isEqualTo("žofie@contoso.example");
      assertThat(only(document, SECURITY, "Password")).isEqualTo("p&ss<日1>");
      assertThat(only(document, POLICY, "AppliesTo")).isEqualTo("urn:federation:<&>");
      assertThat(only(document, version.namespace(), "KeyType")).isEqualTo(version.keyType());
      assertThat(only(document, version.namespace(), "RequestType"))
          .isEqualTo(version.namespace() + "/Issue");
      for (String local : new String[] {"Action", "To"}) {
        Element element = (Element) document.getElementsByTagNameNS(ADDRESSING, local).item(0);
        assertThat(element.getAttributeNS(SOAP, "mustUnderstand")).isEqualTo("1");
      }
    }
  }

  @Property
  void everyNameAndPasswordArrives(
      @ForAll("carriable") String name,
      @ForAll("carriable") String password,
      @ForAll WsTrustVersion version) {
    try (WsTrustRequest request = request(version, name, password)) {
      Document document = parsed(request.bytes());

      assertThat(only(document, SECURITY, "Username")).isEqualTo(name);
      assertThat(only(document, SECURITY, "Password")).isEqualTo(password);
    }
  }

  @Provide
  static Arbitrary<String> carriable() {
    Arbitrary<Integer> any =
        Arbitraries.integers()
            .between(0x20, 0x10FFFF)
            .filter(c -> (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF);
    Arbitrary<Integer> telling =
        Arbitraries.of("&<>'\"]]>/!-%s\t\n\r\u0085\u2028é日".codePoints().boxed().toList());
    return Arbitraries.oneOf(any, telling)
        .list()
        .ofMaxSize(40)
        .map(
            list -> {
              StringBuilder text = new StringBuilder();
              list.forEach(text::appendCodePoint);
              return text.toString();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "a\u000bb", "\ud800", "x\udc00", "\udc00\ud800", "\uffff"})
  void whatXmlCannotCarryIsRefusedUnquoted(String text) {
    assertThatThrownBy(() -> request(WsTrustVersion.V13, "mira", "secret" + text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("password has a character that XML cannot carry");
    assertThatThrownBy(() -> request(WsTrustVersion.V13, "mira" + text, "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("username has a character that XML cannot carry");
  }

  @Test
  @Tag("S-179")
  void nothingIsLeftAfterClosing() {
    WsTrustRequest request = request(WsTrustVersion.V13, "mira", "secret");
    byte[] sent = request.bytes();
    assertThat(new String(sent, StandardCharsets.UTF_8)).contains("secret");

    request.close();

    assertThat(sent).containsOnly(0);
    assertThat(request).hasToString("WsTrustRequest[hidden]");
  }

  @Test
  void thePasswordOfTheCallerIsLeftAsItIs() {
    char[] password = "secret".toCharArray();

    WsTrustRequest.of(
            new WsTrustEndpoint(ADDRESS, WsTrustVersion.V13), "urn:x", "mira", password, ID, NOW)
        .close();

    assertThat(password).containsExactly("secret".toCharArray());
  }
}
