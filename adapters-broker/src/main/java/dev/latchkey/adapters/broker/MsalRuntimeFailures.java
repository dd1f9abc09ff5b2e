package dev.latchkey.adapters.broker;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerStatus;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in the words of MSALRuntime's binding what the runtime had said in numbers. */
final class MsalRuntimeFailures {

  /** What the runtime would say of an account that it does not have. */
  static final String UNKNOWN_ACCOUNT =
      "Context: the account is not known to the broker"
          + " | Response status: MSALRUNTIME_RESPONSE_STATUS_ACCOUNTNOTFOUND | Tag: 0"
          + " | Error code: 0";

  // The last ones count: a context may have anything in it.
  private static final Pattern REFUSAL =
      Pattern.compile(
          "Context: (.*) \\| Response status: MSALRUNTIME_RESPONSE_STATUS_([A-Z]+)"
              + " \\| Tag: (-?\\d{1,10}) \\| Error code: (-?\\d{1,18})\\z",
          Pattern.DOTALL);

  private static final Map<String, BrokerStatus> STATUSES =
      Map.ofEntries(
          Map.entry("INTERACTIONREQUIRED", BrokerStatus.INTERACTION_REQUIRED),
          Map.entry("NONETWORK", BrokerStatus.NO_NETWORK),
          Map.entry("NETWORKTEMPORARILYUNAVAILABLE", BrokerStatus.NETWORK_UNAVAILABLE),
          Map.entry("SERVERTEMPORARILYUNAVAILABLE", BrokerStatus.SERVER_UNAVAILABLE),
          Map.entry("APICONTRACTVIOLATION", BrokerStatus.API_CONTRACT_VIOLATION),
          Map.entry("USERCANCELED", BrokerStatus.USER_CANCELLED),
          Map.entry("APPLICATIONCANCELED", BrokerStatus.APPLICATION_CANCELLED),
          Map.entry("INCORRECTCONFIGURATION", BrokerStatus.INCORRECT_CONFIGURATION),
          Map.entry("AUTHORITYUNTRUSTED", BrokerStatus.AUTHORITY_UNTRUSTED),
          Map.entry("USERSWITCH", BrokerStatus.USER_SWITCHED),
          Map.entry("ACCOUNTUNUSABLE", BrokerStatus.ACCOUNT_UNUSABLE),
          Map.entry("ACCOUNTNOTFOUND", BrokerStatus.ACCOUNT_UNUSABLE),
          Map.entry("USERDATAREMOVALREQUIRED", BrokerStatus.USER_DATA_REMOVAL_REQUIRED));

  private MsalRuntimeFailures() {}

  /** {@return what the runtime refused; empty if it did not come to an answer} */
  static Optional<BrokerRefusal> refusal(String text) {
    Matcher said = REFUSAL.matcher(text);
    return said.find()
        ? Optional.of(
            BrokerRefusal.of(
                    STATUSES.getOrDefault(said.group(2), BrokerStatus.UNEXPECTED), said.group(1))
                .tag(Long.parseLong(said.group(3)))
                .code(Long.parseLong(said.group(4))))
        : Optional.empty();
  }

  /** {@return what to throw where a refusal is no answer; the text may name a person} */
  static BrokerException exception(String text) {
    return new BrokerException(
        "the identity broker of Windows failed; its own text is in error()",
        FailureDetails.none()
            .withError(
                OAuthError.builder(new OAuthErrorCode("broker_error"))
                    .description(refusal(text).map(BrokerRefusal::context).orElse(text))
                    .build()),
        null);
  }
}
