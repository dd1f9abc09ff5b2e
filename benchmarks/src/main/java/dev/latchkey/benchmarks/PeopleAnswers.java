package dev.latchkey.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What the token endpoint says of people: access, refresh and ID token of the usual lengths. */
final class PeopleAnswers {

  private static final long DAY = 86_400;
  private static final String NAME = "person";
  private static final String HEADER =
      encoded("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"benchmark\"}");
  private static final String SIGNATURE = "A".repeat(342);
  private static final String ROLES = "\"roles\":[\"" + "r".repeat(180) + "\"]";

  // Those who are refreshed over and over, so that the making of answers is not measured.
  private final AtomicReferenceArray<byte[]> known = new AtomicReferenceArray<>(Layout.TENANTS);

  /** Reads the number of a person back from their name. */
  static int person(String username) {
    return Integer.parseInt(username.substring(NAME.length(), username.indexOf('@')));
  }

  /** {@return how many characters the tokens of a person have} */
  static int tokenCharacters(int person) {
    String answer = made(person);
    int idToken = answer.indexOf(HEADER);
    return TokenText.LENGTH
        + Layout.refreshToken(person).length()
        + answer.indexOf('"', idToken)
        - idToken;
  }

  byte[] answer(int person) {
    if (person >= known.length()) {
      return bytes(person);
    }
    byte[] answer = known.get(person);
    if (answer == null) {
      answer = bytes(person);
      known.set(person, answer);
    }
    return answer;
  }

  private static byte[] bytes(int person) {
    return made(person).getBytes(StandardCharsets.UTF_8);
  }

  static String made(int person) {
    String tenant = Layout.tenant(0);
    String id = Layout.person(person);
    return "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,\"scope\":\""
        + Layout.USER_SCOPE
        + "\",\"access_token\":\""
        + TokenText.of(person)
        + "\",\"refresh_token\":\""
        + Layout.refreshToken(person)
        + "\",\"client_info\":\""
        + encoded("{\"uid\":\"" + id + "\",\"utid\":\"" + tenant + "\"}")
        + "\",\"id_token\":\""
        + HEADER
        + "."
        + encoded(claims(person, id, tenant))
        + "."
        + SIGNATURE
        + "\"}";
  }

  private static String claims(int person, String id, String tenant) {
    long now = Instant.now().getEpochSecond();
    return """
    {"iss":"https://%s/%s/v2.0","aud":"%s","iat":%d,"nbf":%d,"exp":%d,"tid":"%s","oid":"%s",\
    "sub":"%s","name":"Person %d","preferred_username":"%s%d@example.com","ver":"2.0",%s}\
    """
        .formatted(
            Layout.HOST,
            tenant,
            Layout.CLIENT_ID,
            now,
            now,
            now + DAY,
            tenant,
            id,
            id,
            person,
            NAME,
            person,
            ROLES);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
