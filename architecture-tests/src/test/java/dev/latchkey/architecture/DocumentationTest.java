package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.TokenException;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation says what it promises to say, and says it of the code as it is. */
class DocumentationTest {

  private static final Path PROJECT = House.project();
  private static final Path DOCS = PROJECT.resolve("docs");
  private static final Path SCENARIOS = DOCS.resolve("scenarios.md");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]+]\\(([^)#]+)(#[^)]*)?\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CALL = Pattern.compile("([A-Z]\\w+)?\\.?\\b([a-z]\\w*)\\(");

  static Stream<String> supportedScenarios() {
    return MarkdownTable.rows(SCENARIOS, "## Supported").stream().map(it -> it.get(0));
  }

  private static List<String> scenario(String name) {
    return MarkdownTable.rows(SCENARIOS, "## Supported").stream()
        .filter(it -> it.get(0).equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("supportedScenarios")
  @Tag("S-005")
  void scenarioLeadsToAnExampleThatTheTestsRun(String name) throws IOException {
    List<String> row = scenario(name);
    Matcher link = LINK.matcher(row.get(3));
    assertThat(link.find()).as("the example of %s", name).isTrue();
    Path example = DOCS.resolve(link.group(1)).normalize();

    assertThat(example).exists();
    String type = example.getFileName().toString().replace(".java", "");
    assertThat(testsOfExamples()).containsPattern("\\b" + type + "\\.\\w+\\(|new " + type + "\\(");
  }

  @Test
  @Tag("S-005")
  @Tag("S-006")
  void scenariosNameTheirClientAndFlow() {
    assertThat(MarkdownTable.rows(SCENARIOS, "## Supported"))
        .hasSizeGreaterThan(15)
        .allSatisfy(it -> assertThat(it).hasSize(4).noneMatch(String::isBlank))
        .extracting(it -> it.get(1))
        .anyMatch(it -> it.contains("PublicClient"))
        .anyMatch(it -> it.contains("ConfidentialClient"))
        .anyMatch(it -> it.contains("ManagedIdentityClient"));
  }

  @Test
  @Tag("S-006")
  void scenariosThatAreNotSupportedAreNamedWithAReasonAndAnotherWay() {
    assertThat(MarkdownTable.rows(SCENARIOS, "## Not supported"))
        .allSatisfy(it -> assertThat(it).hasSize(3).noneMatch(String::isBlank))
        .extracting(it -> it.get(0))
        .anyMatch(it -> it.startsWith("single-page application"))
        .anyMatch(it -> it.startsWith("mobile application"))
        .anyMatch(it -> it.startsWith("implicit flow"))
        .anyMatch(it -> it.startsWith("integrated Windows authentication"));
  }

  private static String testsOfExamples() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(PROJECT.resolve("examples/src/test"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  void everyExampleIsListed() throws IOException {
    String page = Files.readString(DOCS.resolve("examples.md"));
    Path sources = PROJECT.resolve("examples/src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        if (Files.readString(file).contains("public static void main(")) {
          assertThat(page).contains("(../" + PROJECT.relativize(file) + ")");
        }
      }
    }
  }

  @Test
  @Tag("S-007")
  void frontPageLeadsToTheOverview() throws IOException {
    assertThat(links(DOCS.resolve("index.md"))).contains("overview.md", "../README.md");
    assertThat(links(PROJECT.resolve("README.md"))).contains("docs/overview.md", "docs/index.md");
    assertThat(Markdown.read(DOCS.resolve("overview.md")).headings())
        .contains("The house", "The way of a call");
  }

  @Test
  void frontPageLeadsToEveryPage() throws IOException {
    try (Stream<Path> files = Files.list(DOCS)) {
      Set<String> pages =
          files
              .map(it -> it.getFileName().toString())
              .filter(it -> it.endsWith(".md") && !it.equals("index.md"))
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(links(DOCS.resolve("index.md"))).containsAll(pages);
    }
  }

  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(Files.readString(page)).results().map(it -> it.group(1)).toList();
  }

  // The four topics, and what a reader of each looks for.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "credentials.md; Certificates; Subject name and issuer",
        "http-cache.md; What is kept; Settings",
        "managed-identity.md; Which identity; Which host",
        "broker.md; Switching it on; What is supported"
      })
  @Tag("S-015")
  void importantFeatureHasAPageOfItsOwn(String page, String first, String second) {
    assertThat(Markdown.read(DOCS.resolve(page)).headings()).contains(first, second);
  }

  @Test
  void everyExceptionHasASectionThatSaysWhatToDo() {
    assertThat(Markdown.read(DOCS.resolve("errors.md")).headings())
        .containsAll(SealedFamily.members(TokenException.class).map(Class::getSimpleName).toList());
  }

  @Test
  void everyReasonOfEveryExceptionHasARow() {
    SealedFamily.members(TokenException.class)
        .forEach(
            family ->
                Arrays.stream(family.getDeclaredClasses())
                    .filter(Class::isEnum)
                    .flatMap(it -> Arrays.stream(it.getEnumConstants()))
                    .forEach(
                        reason ->
                            assertThat(sectionOf(family))
                                .as("%s.%s", family.getSimpleName(), reason)
                                .contains("`" + reason + "`")));
  }

  private static String sectionOf(Class<?> exception) {
    try {
      String page = Files.readString(DOCS.resolve("errors.md"));
      int start = page.indexOf("## " + exception.getSimpleName() + "\n");
      assertThat(start).isNotNegative();
      int end = page.indexOf("\n## ", start);
      return page.substring(start, end < 0 ? page.length() : end);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<OAuthErrorCode> codes() {
    return Arrays.stream(OAuthErrorCode.class.getFields())
        .filter(it -> Modifier.isStatic(it.getModifiers()))
        .map(
            it -> {
              try {
                return (OAuthErrorCode) it.get(null);
              } catch (IllegalAccessException e) {
                throw new AssertionError(e);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyCodeSaysWhatItMeansWhatToDoAndHowItIsThrown(OAuthErrorCode code) {
    assertThat(MarkdownTable.rows(DOCS.resolve("errors.md"), "## Codes"))
        .filteredOn(it -> it.get(0).equals("`" + code.value() + "`"))
        .hasSize(1)
        .allSatisfy(it -> assertThat(it).hasSize(4).noneMatch(String::isBlank));
  }

  @Test
  void testThatAPageNamesIsThere() throws IOException {
    Pattern test = Pattern.compile("`(\\w+(?:Test|IT|Contract))`");
    Set<String> known;
    try (Stream<Path> files = Files.walk(PROJECT)) {
      known =
          files
              .map(it -> it.getFileName().toString())
              .filter(it -> it.endsWith(".java"))
              .map(it -> it.replace(".java", ""))
              .collect(Collectors.toSet());
    }
    Set<String> named = new TreeSet<>();
    for (Path page : DocsTest.pages()) {
      test.matcher(Files.readString(page)).results().map(it -> it.group(1)).forEach(named::add);
    }
    assertThat(named).hasSizeGreaterThan(50).allSatisfy(it -> assertThat(known).contains(it));
  }

  // Every operation and every option of the other library has a row.
  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "coming-from-msal-python.md:initiate_auth_code_flow acquire_token_by_auth_code_flow"
            + " get_authorization_request_url acquire_token_by_authorization_code"
            + " acquire_token_by_refresh_token acquire_token_by_username_password"
            + " acquire_token_silent acquire_token_silent_with_error get_accounts remove_account"
            + " is_pop_supported acquire_token_interactive initiate_device_flow"
            + " acquire_token_by_device_flow acquire_token_for_client remove_tokens_for_client"
            + " acquire_token_on_behalf_of client_credential authority validate_authority"
            + " token_cache http_client verify proxies timeout client_claims app_name app_version"
            + " client_capabilities azure_region exclude_scopes http_cache instance_discovery"
            + " allow_broker enable_pii_log oidc_authority enable_broker_on_windows"
            + " enable_broker_on_mac CONSOLE_WINDOW_HANDLE PopAuthScheme IdTokenError"
            + " SystemAssignedManagedIdentity UserAssignedManagedIdentity ManagedIdentityClient"
            + " AuthorityBuilder SerializableTokenCache has_state_changed",
        "coming-from-msal4j.md:PublicClientApplication ConfidentialClientApplication"
            + " ManagedIdentityApplication b2cAuthority oidcAuthority validateAuthority"
            + " instanceDiscovery aadInstanceDiscoveryResponse clientCapabilities azureRegion"
            + " autoDetectRegion applicationName applicationVersion correlationId logPii"
            + " executorService proxy sslSocketFactory httpClient disableInternalRetries"
            + " setTokenCacheAccessAspect broker sendX5c appTokenProvider"
            + " getAuthorizationRequestUrl getAccounts removeAccount acquireTokenSilently"
            + " AuthorizationCodeParameters RefreshTokenParameters SilentParameters"
            + " ClientCredentialParameters OnBehalfOfParameters"
            + " UserFederatedIdentityCredentialParameters DeviceCodeFlowParameters"
            + " UserNamePasswordParameters IntegratedWindowsAuthenticationParameters"
            + " InteractiveRequestParameters ManagedIdentityParameters skipCache fmiPath"
            + " MsalServiceException MsalInteractionRequiredException MsalThrottlingException"
            + " MsalClientException MsalJsonParsingException",
        "coming-from-azure-identity.md:ClientSecretCredentialBuilder"
            + " ClientCertificateCredentialBuilder ClientAssertionCredentialBuilder"
            + " WorkloadIdentityCredentialBuilder ManagedIdentityCredentialBuilder"
            + " OnBehalfOfCredentialBuilder AuthorizationCodeCredentialBuilder"
            + " InteractiveBrowserCredentialBuilder DeviceCodeCredentialBuilder"
            + " UsernamePasswordCredentialBuilder DefaultAzureCredentialBuilder"
            + " ChainedTokenCredentialBuilder EnvironmentCredentialBuilder"
            + " AzureCliCredentialBuilder AzurePowerShellCredentialBuilder"
            + " AzureDeveloperCliCredentialBuilder VisualStudioCodeCredentialBuilder"
            + " IntelliJCredentialBuilder AzurePipelinesCredentialBuilder TokenRequestContext"
            + " setClaims setTenantId setCaeEnabled authorityHost disableInstanceDiscovery"
            + " tokenCachePersistenceOptions AuthenticationRecord CredentialUnavailableException"
            + " ClientAuthenticationException AuthenticationRequiredException"
      })
  void migrationTableHasARowForEachCall(String page, String calls) {
    String left =
        MarkdownTable.rows(DOCS.resolve(page), title(page)).stream()
            .map(it -> it.get(0))
            .collect(Collectors.joining("\n"));

    assertThat(Arrays.stream(calls.split(" ")).filter(it -> !left.contains(it)))
        .as("calls without a row in %s", page)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coming-from-msal-python.md",
        "coming-from-msal4j.md",
        "coming-from-azure-identity.md"
      })
  void migrationTableNamesOnlyCallsThatExist(String page) {
    List<String> unknown = new ArrayList<>();
    for (List<String> row : MarkdownTable.rows(DOCS.resolve(page), title(page))) {
      CODE.matcher(row.get(1))
          .results()
          .flatMap(it -> CALL.matcher(it.group(1)).results())
          .map(it -> (it.group(1) == null ? "" : it.group(1)) + "." + it.group(2))
          .filter(it -> !isCall(it))
          .forEach(unknown::add);
    }
    assertThat(unknown).isEmpty();
  }

  private static boolean isCall(String name) {
    String type = name.substring(0, name.indexOf('.'));
    String method = " " + name.substring(name.indexOf('.') + 1) + "(";
    return Listings.types().stream()
        .filter(it -> type.isEmpty() || it.simpleName().equals(type))
        .anyMatch(it -> it.members().stream().anyMatch(line -> line.contains(method)));
  }

  private static String title(String page) {
    return "# " + Markdown.read(DOCS.resolve(page)).headings().get(0);
  }

  @Test
  void callThatDoesNotExistIsSeen() {
    assertThat(isCall("ConfidentialClient.acquireForClient")).isTrue();
    assertThat(isCall(".acquireForClient")).isTrue();
    assertThat(isCall("PublicClient.acquireForClient")).isFalse();
    assertThat(isCall(".acquireForNobody")).isFalse();
  }
}
