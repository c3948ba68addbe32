package dev.sluice.auth.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Base64url of all that was written, once it is closed; what encodes piece by piece has large buffers. */
final class WholeBase64 extends ByteArrayOutputStream {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    /** The claims of a token have about so many. */
    private static final int BYTES = 512;

    private final OutputStream out;
    private boolean closed;

    WholeBase64(OutputStream out) {
        super(BYTES);
        this.out = out;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        out.write(ENCODER.encode(ByteBuffer.wrap(buf, 0, count)).array());
        out.close();
    }
}
