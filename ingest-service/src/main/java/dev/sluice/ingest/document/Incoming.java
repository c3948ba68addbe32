package dev.sluice.ingest.document;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a document on their way in: ends the upload when there are more than may be, when the client
 * breaks off, and tells of progress.
 */
final class Incoming extends FilterInputStream {

    private final long limit;
    private final Runnable progress;
    private long seen;

    Incoming(InputStream body, long limit, Runnable progress) {
        super(body);
        this.limit = limit;
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws DocumentTooLarge when the limit is passed
     * @throws UploadAborted when the client is gone; an {@link IOException} is left to mean the store
     */
    @Override
    public int read(byte[] target, int offset, int length) {
        int read;
        try {
            read = in.read(target, offset, length);
        }
        catch (IOException gone) {
            throw new UploadAborted(gone);
        }
        if (read > 0) {
            seen += read;
            if (seen > limit) {
                throw new DocumentTooLarge(limit);
            }
            progress.run();
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
