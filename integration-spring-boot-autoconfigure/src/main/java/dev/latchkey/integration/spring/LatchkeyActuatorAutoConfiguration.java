package dev.latchkey.integration.spring;

import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Keeps secrets out of {@code /actuator/env} and {@code /actuator/configprops}. */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
final class LatchkeyActuatorAutoConfiguration {

  // As in a file, in a variable and in a nested object: the spellings of Boot's relaxed binding.
  private static final Pattern SECRET =
      Pattern.compile("latchkey.*(clientsecret|passphrase|proxypassword)(value)?");

  @Bean
  SanitizingFunction latchkeySecrets() {
    return data -> isSecret(data.getKey()) ? data.withSanitizedValue() : data;
  }

  static boolean isSecret(String key) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")).matches();
  }
}
