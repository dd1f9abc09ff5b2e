package dev.latchkey.domain.error;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text that others wrote fit to be shown: error descriptions, answers, headers, messages of
 * other people's exceptions. What looks like a secret is replaced by three asterisks, wherever it
 * stands: tokens of the JWT family, opaque tokens and keys (a run of at least 32 letters and digits
 * in no order that words have), Entra's own formats of refresh tokens, authorization codes and
 * client secrets, PEM blocks, SAML assertions, credentials of HTTP and of URLs, and the values of
 * parameters that are known to be secret.
 *
 * <p>It is a net below a tightrope: nothing secret is meant to come here. Short secrets without a
 * name beside them cannot be told from words. Ids (GUIDs) and certificate thumbprints in capital
 * letters stay, since support asks for them.
 *
 * @since 0.1
 */
public final class OutsideText {

  private static final String MASK = "***";
  private static final String DOTS = "...";
  private static final int WINDOW = 8;
  private static final int OPAQUE = 32;

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN [A-Z0-9 ]{1,64}-----[^-]*+(?:-----END [A-Z0-9 ]{1,64}-----)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern XML =
      Pattern.compile(
          "<(?:[\\w.-]{1,32}:)?(Assertion|EncryptedAssertion|EncryptedData|Password"
              + "|BinarySecurityToken|CipherValue|SignatureValue)\\b.*?"
              + "(?:</(?:[\\w.-]{1,32}:)?\\1\\s*+>|\\z)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern HEADER =
      Pattern.compile(
          "(?<![\\w-])((?:proxy-)?authorization|(?:set-)?cookie|x-identity-header|x-api-key"
              + "|x-ms-token-[\\w-]{1,64}|ocp-apim-subscription-key)([\"']?\\s{0,4}[:=]\\s{0,4})"
              + "[^\\s][^\\r\\n]*+",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SCHEME =
      Pattern.compile(
          "(?<![\\w-])(bearer|basic|pop|dpop|negotiate|ntlm)(\\s{1,4})"
              + "([A-Za-z0-9._~+/-]{8,}+)(={1,2}+(?!\")|(?!=))",
          Pattern.CASE_INSENSITIVE);

  private static final String EQUALS =
      "([\"']?\\s{0,4}[:=]\\s{0,4}|%22%3A(?:%22)?|%3D|&quot;:\\s{0,4}|\\\\\"\\s{0,4}:\\s{0,4})";

  private static final String VALUE =
      "(\"(?:[^\"\\\\]|\\\\.)*+\"?|'[^']*+'?|\\\\\".*?(?:\\\\\"|\\z)|&quot;.*?(?:&quot;|\\z)"
          + "|[^\\s&,;\"'<>{}()\\[\\]\\\\]++)";

  private static final Pattern SECRET_PARAMETER =
      named(
          "access_?token|refresh_?token|id_?token(?:_hint)?|subject_?token|actor_?token"
              + "|client_?secret|client_?assertion|user_?assertion|client_?info|code_?verifier"
              + "|device_?code|password|passwd|pwd|passphrase|private_?key|secret"
              + "|samlresponse|wresult");

  // These name harmless things, too: "error code: 50034".
  private static final Pattern AMBIGUOUS_PARAMETER =
      named(
          "token|code|assertion|key|sig|signature|state|nonce|session|session_?state|ctx|flowtoken"
              + "|sft|canary|user_?code|login_?ticket");

  private static final Pattern USER_INFO =
      Pattern.compile("(?<=://)[^\\s/@?#\"'<>]{1,512}+@", Pattern.CASE_INSENSITIVE);

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_~+/%.-]{10,}+=*+");

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final Pattern WORDS = Pattern.compile("[A-Z]?[a-z._-]+|(?:[A-Z][a-z]+){2,}");

  private static final Pattern QUOTES = Pattern.compile("^[\"']|[\"']$");

  private static final Pattern THUMBPRINT = Pattern.compile("[0-9A-F]{40}");

  // The base64 of "EvoStsArtifacts" in its three alignments, and what personal accounts have.
  private static final Pattern ENTRA =
      Pattern.compile(
          "RXZvU3RzQXJ0aWZhY3Rz|V2b1N0c0FydGlmYWN0c|dm9TdHNBcnRpZmFjdH|MsaArtifacts"
              + "|^M\\.[A-Z]\\d+_|^.{3}\\dQ~.{20}|^eyJ[A-Za-z0-9_-]{7}|\\.eyJ[A-Za-z0-9_-]{7}");

  private static final Pattern MAIL =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}._+'~-])[\\p{L}\\p{N}._+'~-]++(?:@|%40|&#64;|\\\\u0040)"
              + "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,253}[\\p{L}\\p{N}])?");

  private static final Pattern PERSONAL_PARAMETER =
      named(
          "user_?name|upn|unique_?name|preferred_?username|login_?hint|logon_?name|email"
              + "|x-anchormailbox|phone_?number|given_?name|family_?name|nick_?name|display_?name");

  private OutsideText() {}

  /**
   * Masks what looks like a secret, and leaves everything else as it is.
   *
   * @param text from outside, of any length
   * @return the text without secrets
   */
  public static String withoutSecrets(String text) {
    String safe = PEM.matcher(text).replaceAll(MASK);
    safe = XML.matcher(safe).replaceAll(MASK);
    safe = HEADER.matcher(safe).replaceAll("$1$2" + Matcher.quoteReplacement(MASK));
    safe = SCHEME.matcher(safe).replaceAll(OutsideText::scheme);
    safe = SECRET_PARAMETER.matcher(safe).replaceAll(OutsideText::parameter);
    safe = AMBIGUOUS_PARAMETER.matcher(safe).replaceAll(OutsideText::ambiguous);
    safe = USER_INFO.matcher(safe).replaceAll(MASK + "@");
    return RUN.matcher(safe).replaceAll(OutsideText::run);
  }

  /**
   * Masks what looks like a secret and what names a person: mail addresses, which sign-in names
   * are, and the values of parameters that are known to hold names.
   *
   * @param text from outside, of any length
   * @return the text without either
   */
  public static String withoutPersonalData(String text) {
    String safe =
        PERSONAL_PARAMETER.matcher(withoutSecrets(text)).replaceAll(OutsideText::parameter);
    return MAIL.matcher(safe).replaceAll(MASK);
  }

  /**
   * Makes one harmless line: no secrets, nothing that steers a terminal or turns the direction of
   * reading around, no blanks in a row, and not too long.
   *
   * @param text from outside, of any length
   * @param longest how many characters the line may have; at least 4
   * @return the line, which ends in three dots if it was cut
   */
  public static String line(String text, int longest) {
    // What cannot be shown in any case is not looked at either.
    int window = WINDOW * longest;
    boolean isCut = text.length() > window;
    String safe = withoutSecrets(isCut ? text.substring(0, lastBlank(text, window)) : text);
    StringBuilder line = new StringBuilder();
    safe.codePoints()
        .map(c -> isHarmless(c) ? c : ' ')
        .filter(c -> c != ' ' || (!line.isEmpty() && line.charAt(line.length() - 1) != ' '))
        .forEach(line::appendCodePoint);
    String single = line.toString().strip();
    int length = single.codePointCount(0, single.length());
    if (length <= longest && !isCut) {
      return single;
    }
    int kept = Math.min(length, longest - DOTS.length());
    return single.substring(0, single.offsetByCodePoints(0, kept)) + DOTS;
  }

  // Half a token may not look like one any more.
  private static int lastBlank(String text, int window) {
    int end = window;
    while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end == 0 ? window : end;
  }

  private static Pattern named(String names) {
    return Pattern.compile(
        "(?<![A-Za-z0-9])(" + names + ")" + EQUALS + VALUE,
        Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  private static String scheme(MatchResult found) {
    return isOfWords(found.group(3)) && found.group(4).isEmpty()
        ? Matcher.quoteReplacement(found.group())
        : found.group(1) + found.group(2) + Matcher.quoteReplacement(MASK);
  }

  private static String parameter(MatchResult found) {
    String value = found.group(3);
    String quote = value.startsWith("\"") || value.startsWith("'") ? value.substring(0, 1) : "";
    return Matcher.quoteReplacement(found.group(1) + found.group(2) + quote + MASK + quote);
  }

  private static String ambiguous(MatchResult found) {
    String value = found.group(3);
    return value.length() < 12 || isOfWords(QUOTES.matcher(value).replaceAll(""))
        ? Matcher.quoteReplacement(found.group())
        : parameter(found);
  }

  private static boolean isOfWords(String value) {
    return WORDS.matcher(value).matches();
  }

  private static String run(MatchResult found) {
    String run = found.group();
    return ENTRA.matcher(run).find() || isOpaque(GUID.matcher(run).replaceAll(""))
        ? MASK
        : Matcher.quoteReplacement(run);
  }

  private static boolean isOpaque(String run) {
    // In a path a slash parts words, in base64 it is a letter.
    boolean isBase64 = run.endsWith("=") || run.indexOf('+') >= 0;
    String parted = run.replaceAll("%[0-9A-Fa-f]{2}", isBase64 ? "" : ".");
    for (String part : parted.split(isBase64 ? "[.=]" : "[./=]", -1)) {
      if (part.length() >= OPAQUE
          && !THUMBPRINT.matcher(part).matches()
          && changes(part) * 10 >= part.length() * 3) {
        return true;
      }
    }
    return false;
  }

  /** How often small letters, capitals and digits take turns: rarely in words. */
  private static int changes(String text) {
    int changes = 0;
    int before = 0;
    for (int i = 0; i < text.length(); i++) {
      int kind = kind(text.charAt(i));
      if (kind != 0 && before != 0 && kind != before) {
        changes++;
      }
      before = kind == 0 ? before : kind;
    }
    return changes;
  }

  private static int kind(char c) {
    if (c >= '0' && c <= '9') {
      return 1;
    }
    if (c >= 'a' && c <= 'z') {
      return 2;
    }
    return c >= 'A' && c <= 'Z' ? 3 : 0;
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
