package io.dealledger.api.person;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** The body of a response, with names in the place of pseudonyms. */
final class NamingStream extends ServletOutputStream {
    private final ServletOutputStream out;
    private final NamingOutput naming;

    NamingStream(ServletOutputStream out, Tokens tokens, BooleanSupplier csv) {
        this.out = out;
        this.naming = new NamingOutput(out, tokens, csv);
    }

    @Override
    public void write(int b) throws IOException {
        naming.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        naming.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
        naming.flush();
    }

    @Override
    public void close() throws IOException {
        naming.close();
    }

    @Override
    public boolean isReady() {
        return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        out.setWriteListener(listener);
    }
}
