package dev.latchkey.application.chain;

import dev.latchkey.application.flight.Gate;
import dev.latchkey.application.request.LinkOutcome;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.OutsideText;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.identity.ChainLink;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.time.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks links in order until one works here, and that one alone from then on. Only a link that is
 * not available gives way to the next: one that works here and fails would otherwise hide behind
 * whatever identity comes after it.
 */
public final class AcquireByChain {

  private static final System.Logger LOG = System.getLogger(AcquireByChain.class.getName());
  private static final int LONGEST_WORDS = 400;

  private final List<ChainLink> links;
  private final List<LinkOutcome> leftOut;
  private final ChainReport report;
  // The last link may open a browser, and one is enough.
  private final Gate search = new Gate();
  private volatile @Nullable ChainLink winner;

  /**
   * Puts the chain together.
   *
   * @param links in the order in which they are tried
   * @param leftOut those that are switched off, and why
   * @param report is told what came of each
   */
  public AcquireByChain(List<ChainLink> links, List<LinkOutcome> leftOut, ChainReport report) {
    this.links = List.copyOf(links);
    this.leftOut = List.copyOf(leftOut);
    this.report = Objects.requireNonNull(report, "report");
  }

  /**
   * Gets a token.
   *
   * @param request what is asked for
   * @param cancellation ends it early
   * @return the token
   * @throws CredentialUnavailableException if no link works here; it tells of each why
   */
  public TokenResult acquire(ChainRequest request, Cancellation cancellation) {
    ChainLink known = winner;
    if (known != null) {
      return known.acquire(request, cancellation);
    }
    cancellation.throwIfCancelled();
    return search.pass(cancellation, () -> searched(request, cancellation));
  }

  private TokenResult searched(ChainRequest request, Cancellation cancellation) {
    ChainLink known = winner;
    if (known != null) {
      return known.acquire(request, cancellation);
    }
    List<LinkOutcome> seen = new ArrayList<>(leftOut);
    try {
      return tried(request, cancellation, seen);
    } finally {
      report.tell(seen);
      LOG.log(System.Logger.Level.DEBUG, () -> "credential chain: " + told(seen));
    }
  }

  private TokenResult tried(
      ChainRequest request, Cancellation cancellation, List<LinkOutcome> seen) {
    for (ChainLink link : links) {
      try {
        TokenResult token = link.acquire(request, cancellation);
        seen.add(new LinkOutcome(link.name(), true, "gave a token"));
        winner = link;
        return token;
      } catch (CredentialUnavailableException e) {
        seen.add(new LinkOutcome(link.name(), false, words(e)));
      } catch (TokenException e) {
        seen.add(
            new LinkOutcome(
                link.name(), false, "failed: " + e.getClass().getSimpleName() + ", " + words(e)));
        throw e;
      }
    }
    throw new CredentialUnavailableException(
        "no link of the credential chain works here: "
            + told(seen)
            + "; configure one of them, or sign in with a tool that one of them asks");
  }

  private static String words(TokenException e) {
    String message = e.getMessage() == null ? "no reason given" : e.getMessage();
    return OutsideText.line(OutsideText.withoutPersonalData(message), LONGEST_WORDS);
  }

  private static String told(List<LinkOutcome> seen) {
    return seen.stream().map(LinkOutcome::toString).collect(Collectors.joining(", "));
  }
}
