package dev.sluice.common.event.broker;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.TestEvents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The wire form is a CloudEvent, and nothing else is read. */
class EventCodecTests {

    private static final String MINIMAL =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}";

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1.10,\"b\":[1E+400,null,\"ä\"],\"c\":{}}", "\"text\"", "[]", "0.10"})
    void whatIsReadIsWrittenDigitByDigit(String data) throws UnreadableEvent {
        String body = MINIMAL.substring(0, MINIMAL.length() - 1) + ",\"data\":" + data + "}";
        Event event = codec.read(body.getBytes(UTF_8), "key", Instant.EPOCH);
        assertThat(new String(codec.write(event), UTF_8)).contains("\"data\":" + data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"b\":[1,null,\"ä\"],\"c\":{}}", "null", "7"})
    void whatIsWrittenIsReadAsTheSameEvent(String data) throws UnreadableEvent {
        Event event = TestEvents.withData(data);
        assertThat(codec.read(codec.write(event), null, Instant.MAX)).isEqualTo(event);
    }

    @Test
    void foreignAttributesAndBytesStay() throws UnreadableEvent {
        Event event = new Event("1", "t", URI.create("urn:x"), null, Instant.EPOCH, "k",
                BinaryNode.valueOf(new byte[] {1, 2}), "c", "t", Map.of("dataschema",
                        StringNode.valueOf("/schema"),
                        "datacontenttype", StringNode.valueOf("application/avro"), "sampled",
                                BooleanNode.TRUE));
        assertThat(codec.read(codec.write(event), null, Instant.MAX)).isEqualTo(event);
        assertThat(new String(codec.write(event), UTF_8)).contains("\"data_base64\":\"AQI=\"",
                "\"dataschema\":\"/schema\"", "\"sampled\":true");
    }

    @Test
    void whatIsOptionalComesFromTheBroker() throws UnreadableEvent {
        Event event = codec.read(MINIMAL.getBytes(UTF_8), "key", Instant.EPOCH);
        assertThat(event.key()).isEqualTo("key");
        assertThat(event.time()).isEqualTo(Instant.EPOCH);
        assertThat(event.data()).isEqualTo(NullNode.getInstance());
        assertThat(codec.read(MINIMAL.getBytes(UTF_8), null, Instant.EPOCH).key()).isEqualTo("1");
    }

    /** Each is what comes after the start of a valid event. */
    @ParameterizedTest
    @ValueSource(strings = {"", "} {}", ",'time':'yesterday'}", ",'Upper':'x'}", ",'nested':{}}",
            ",'half':0.5}",
        ",'data':1,'data_base64':'AA=='}", ",'data_base64':'?'}", ",'data_base64':1}", ",'id':'2'}",
        ",'subject':''}", ",'subject':7}", ",'partitionkey':''}"})
    void whatIsNotACloudEventIsUnreadable(String rest) {
        unreadable(MINIMAL.substring(0, MINIMAL.length() - 1) + rest.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "7", "{'specversion':'0.3','id':'1','source':'/s','type':'t'}",
        "{'specversion':'1.0','id':7,'source':'/s','type':'t'}",
        "{'specversion':'1.0','id':'1','source':'a b','type':'t'}",
        "{'specversion':'1.0','id':'1','source':'/s'}"})
    void whatLacksARequiredAttributeIsUnreadable(String body) {
        unreadable(body.replace('\'', '"'));
    }

    private void unreadable(String body) {
        assertThatExceptionOfType(UnreadableEvent.class)
                .isThrownBy(() -> codec.read(body.getBytes(UTF_8), "key", Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "line\nbreak", "\uD800", "\uFFFE"})
    void anEventWithAnIdThatOthersRefuseCannotBeMade(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Event(id, "t", URI.create("/s"), null,
                Instant.EPOCH, "k", NullNode.getInstance()));
    }

    @Test
    void anEventDoesNotChangeWithTheTreeItWasMadeOf() {
        var tree = JsonMapper.shared().createObjectNode().put("a", 1);
        Event event = new Event("1", "t", URI.create("/s"), null, Instant.EPOCH, "k", tree);
        tree.put("a", 2);
        assertThat(event.data().path("a").intValue()).isEqualTo(1);
    }
}
