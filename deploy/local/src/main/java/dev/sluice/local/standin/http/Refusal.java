package dev.sluice.local.standin.http;

/** A request that is answered with an error of the imitated system. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    public Refusal(Reply reply) {
        super("Refused with status " + reply.status(), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
