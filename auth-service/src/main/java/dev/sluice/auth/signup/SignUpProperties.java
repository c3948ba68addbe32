package dev.sluice.auth.signup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may sign up.
 *
 * @param open whether anybody may; otherwise accounts come from administrators
 */
@ConfigurationProperties("sluice.auth.signup")
record SignUpProperties(@DefaultValue("true") boolean open) {
}
