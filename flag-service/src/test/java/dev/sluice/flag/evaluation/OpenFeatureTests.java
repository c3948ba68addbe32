package dev.sluice.flag.evaluation;

import java.time.Duration;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.sluice.common.test.TestIssuer;
import dev.sluice.flag.Door;
import dev.sluice.flag.FlagTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The OpenFeature SDK for Java with the provider for OFREP, both as published, against the running service.
 */
@FlagTest
class OpenFeatureTests {

    private static final ImmutableContext CONTEXT = new ImmutableContext("user-1");

    @Autowired
    private Door door;

    private Client flags;

    @BeforeEach
    void connect() {
        flags = client("connected", TestIssuer.shared().serviceToken("sdk-" + Door.key(), "flags:evaluate"));
    }

    private Client client(String domain, String token) {
        OpenFeatureAPI api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(domain, OfrepProvider.constructProvider(OfrepProviderOptions.builder()
                .baseUrl("http://127.0.0.1:" + door.port())
                .headers(ImmutableMap.of("Authorization", ImmutableList.of("Bearer " + token)))
                .build()));
        return api.getClient(domain);
    }

    @Test
    void theSdkReadsValuesOfEveryType() {
        Door.Caller steward = door.steward();
        String text = steward.flag("\"variants\": {\"on\": \"blue\", \"off\": \"\"}");
        String whole = steward.flag("\"variants\": {\"on\": 42, \"off\": 0}");
        String half = steward.flag("\"variants\": {\"on\": 0.5, \"off\": 0}");
        String object = steward.flag("\"variants\": {\"on\": {\"max\": 3}, \"off\": {}}");
        await().atMost(Duration.ofSeconds(30)).until(
                () -> flags.getObjectDetails(object, new Value(), CONTEXT).getErrorCode() == null);
        assertThat(flags.getStringValue(text, "code", CONTEXT)).isEqualTo("blue");
        assertThat(flags.getIntegerValue(whole, 7, CONTEXT)).isEqualTo(42);
        assertThat(flags.getDoubleValue(half, 7.0, CONTEXT)).isEqualTo(0.5);
        assertThat(flags.getObjectValue(object, new Value(), CONTEXT).asStructure().getValue("max")
                .asInteger()).isEqualTo(3);
    }

    @Test
    void theSdkReadsTheFourEyesFlagWithItsReasonAndMetadata() {
        FlagEvaluationDetails<Boolean> details = flags.getBooleanDetails("four-eyes", false, CONTEXT);
        assertThat(details.getErrorCode()).isNull();
        assertThat(details.getValue()).isTrue();
        assertThat(details.getReason()).isEqualTo("STATIC");
        assertThat(details.getVariant()).isEqualTo("on");
        assertThat(details.getFlagMetadata().getString("owner")).isEqualTo("platform");
        assertThat(details.getFlagMetadata().getBoolean("expired")).isFalse();
    }

    @Test
    void theSdkFallsBackToTheCodesValueAndSaysWhy() {
        FlagEvaluationDetails<Boolean> unknown = flags.getBooleanDetails(Door.key(), true, CONTEXT);
        assertThat(unknown.getValue()).isTrue();
        assertThat(unknown.getErrorCode()).isEqualTo(ErrorCode.FLAG_NOT_FOUND);
        assertThat(flags.getStringDetails("four-eyes", "code", CONTEXT).getErrorCode())
                .isEqualTo(ErrorCode.TYPE_MISMATCH);
        assertThat(flags.getBooleanDetails("four-eyes", false, new ImmutableContext()).getErrorCode())
                .as("without a targeting key").isEqualTo(ErrorCode.INVALID_CONTEXT);
        FlagEvaluationDetails<Boolean> stranger = client("stranger", "nonsense")
                .getBooleanDetails("four-eyes", false, CONTEXT);
        assertThat(stranger.getValue()).isFalse();
        assertThat(stranger.getErrorCode()).isEqualTo(ErrorCode.GENERAL);
    }
}
