package dev.latchkey.sandbox;

/** What differs between the versions of SAML. */
enum SamlVersion {
  SAML_1_1(
      "urn:oasis:names:tc:SAML:1.0:assertion",
      "AssertionID",
      "urn:ietf:params:oauth:grant-type:saml1_1-bearer"),
  SAML_2_0(
      "urn:oasis:names:tc:SAML:2.0:assertion",
      "ID",
      "urn:ietf:params:oauth:grant-type:saml2-bearer");

  private final String namespace;
  private final String idAttribute;
  private final String grantType;

  SamlVersion(String namespace, String idAttribute, String grantType) {
    this.namespace = namespace;
    this.idAttribute = idAttribute;
    this.grantType = grantType;
  }

  /** Also the token type of WS-Trust. */
  String namespace() {
    return namespace;
  }

  String idAttribute() {
    return idAttribute;
  }

  String grantType() {
    return grantType;
  }
}
