package dev.sluice.auth.signup;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestAudit;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.proof.Network;
import dev.sluice.auth.proof.SignUpBudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@AuthTest
class SignUpDoorApiTests {

    private static final Network OURS = Network.of("127.0.0.1");

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired SignUpDoor door;
    @Autowired SignUpBudget budget;
    @Autowired AuditTrail audit;
    @Autowired JdbcClient jdbc;

    @Test
    void aSignUpCountsWhereItTellsThatAnAddressIsTakenAndNowhereElse() {
        String taken = people.signUp(http);
        int before = left(OURS);
        people.signUp(http);
        http.post().uri("/auth/signup").body(People.form("no address")).exchange().expectStatus()
                .isBadRequest();
        assertThat(left(OURS)).isEqualTo(before);
        http.post().uri("/auth/signup").body(People.form(taken)).exchange().expectStatus().isEqualTo(409);
        assertThat(left(OURS)).isEqualTo(before - 1);
    }

    @Test
    void aNetworkThatWasToldTooOftenIsToldNothingAndOthersGoOn() {
        MockHttpServletRequest prober = from("a network of its own " + UUID.randomUUID());
        int told = left(Network.of(prober.getRemoteAddr()));
        MockHttpServletResponse taken = new MockHttpServletResponse();
        taken.setStatus(409);
        for (int attempt = 0; attempt < told; attempt++) {
            assertThat(door.preHandle(prober, taken, this)).isTrue();
            door.afterCompletion(prober, taken, this, null);
        }
        int before = refusals(0).size();
        assertThatThrownBy(() -> door.preHandle(prober, taken, this))
                .isInstanceOfSatisfying(TooManySignUps.class, refused -> {
                    assertThat(refused.getStatusCode().value()).isEqualTo(429);
                    assertThat(refused.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).matches("[1-9]\\d*");
                });
        assertThat(refusals(before + 1)).hasSize(before + 1);
        people.signUp(http);
    }

    private List<Map<String, Object>> refusals(int rows) {
        return new TestAudit(jdbc).saying("signup.refused", "too-many-sign-ups", rows);
    }

    @Test
    void whereSignUpIsClosedNobodyIsToldAnything() {
        SignUpDoor closed = new SignUpDoor(new SignUpProperties(false), budget, audit);
        assertThatThrownBy(() -> closed.preHandle(from("192.0.2.1"), new MockHttpServletResponse(), this))
                .isInstanceOf(SignUpClosed.class);
    }

    private static MockHttpServletRequest from(String network) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(network);
        return request;
    }

    /** How many sign-ups the network has left; it has as many afterwards. */
    private int left(Network network) {
        int left = 0;
        while (budget.take(network).isZero()) {
            left++;
        }
        for (int taken = 0; taken < left; taken++) {
            budget.giveBack(network);
        }
        return left;
    }
}
