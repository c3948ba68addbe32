package dev.sluice.common.problem;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.springframework.util.unit.DataSize;

/** Reads a body whole, unless it is too large. */
public final class LimitedBody {

    /** What is believed at once of what a client says that it will send. */
    private static final int BELIEVED = 8 * 1024;

    private LimitedBody() {
    }

    /**
     * All bytes of a body, whatever the client said of their number.
     *
     * @param declared how many bytes there will be, as the client says; −1 if it does not
     * @throws BodyTooLarge if there are more bytes than that limit, or are said to be
     */
    public static byte[] read(InputStream body, long declared, DataSize limit) throws IOException {
        int most = Math.toIntExact(limit.toBytes());
        if (declared > most) {
            throw new BodyTooLarge(limit);
        }
        // One more, to see the end with the last of them. Who says nothing, or too little, is read on.
        byte[] first = new byte[Math.clamp(declared, 0, BELIEVED) + 1];
        int there = body.readNBytes(first, 0, first.length);
        if (there < first.length) {
            return Arrays.copyOf(first, there);
        }
        byte[] rest = body.readNBytes(most + 1 - there);
        byte[] whole = Arrays.copyOf(first, there + rest.length);
        System.arraycopy(rest, 0, whole, there, rest.length);
        if (whole.length > most) {
            throw new BodyTooLarge(limit);
        }
        return whole;
    }
}
