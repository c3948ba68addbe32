package dev.sluice.local.process;

/** A server could not be started or ended. The message is one sentence for the person who started it. */
public final class ServerFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServerFailed(String sentence) {
        super(sentence);
    }

    public ServerFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
