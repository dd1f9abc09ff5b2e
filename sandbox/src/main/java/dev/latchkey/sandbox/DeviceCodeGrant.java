package dev.latchkey.sandbox;

import java.util.List;
import java.util.Map;

/** The polls of RFC 8628, section 3.4. */
final class DeviceCodeGrant implements Grant {

  private final DeviceCodes codes;
  private final UserTokens tokens;

  DeviceCodeGrant(DeviceCodes codes, UserTokens tokens) {
    this.codes = codes;
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return "urn:ietf:params:oauth:grant-type:device_code";
  }

  @Override
  public void checkParameters(RecordedRequest request) throws Refusal {
    TokenExchange.required(request, "device_code");
  }

  @Override
  public Map<String, Object> grant(TokenCall call) throws Refusal {
    String code = call.request().formParameter("device_code").orElse("");
    return tokens.answer(call, codes.redeem(code, call), List.of(), false);
  }
}
