package io.dealledger.api.person;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts names in on the way out, and pseudonyms on the way in. What is sealed goes out as it is sealed: events, bundles and
 * case files, which an auditor holds against hashes and which may be kept longer than a name may.
 */
final class NamesFilter extends OncePerRequestFilter {
    private static final String AE = "ae_id";

    private final Tokens tokens;
    private final Veil veil;

    NamesFilter(Tokens tokens, Veil veil) {
        this.tokens = tokens;
        this.veil = veil;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/v1/ledger/") || path.endsWith("/case-file");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var naming = new NamingResponse(response, tokens);
        chain.doFilter(request.getParameter(AE) == null ? request : new VeiledRequest(request, veil), naming);
        if (!request.isAsyncStarted()) {
            naming.flushNames();
        }
    }

    /** A request that asks about somebody. */
    private static final class VeiledRequest extends HttpServletRequestWrapper {
        private final Veil veil;

        VeiledRequest(HttpServletRequest request, Veil veil) {
            super(request);
            this.veil = veil;
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            String[] values = super.getParameterValues(name);
            return values == null || !AE.equals(name)
                    ? values
                    : Arrays.stream(values).map(value -> Objects.requireNonNullElse(veil.known(value), value))
                            .toArray(String[]::new);
        }
    }

    /** A response whose length is not known before the names are in. */
    private static final class NamingResponse extends HttpServletResponseWrapper {
        private final Tokens tokens;
        private @Nullable NamingStream stream;
        private @Nullable PrintWriter writer;

        NamingResponse(HttpServletResponse response, Tokens tokens) {
            super(response);
            this.tokens = tokens;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            NamingStream known = stream;
            if (known == null) {
                known = new NamingStream(super.getOutputStream(), tokens,
                        () -> String.valueOf(getContentType()).startsWith("text/csv"));
                stream = known;
            }
            return known;
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            PrintWriter known = writer;
            if (known == null) {
                known = new PrintWriter(new OutputStreamWriter(getOutputStream(), StandardCharsets.UTF_8));
                writer = known;
            }
            return known;
        }

        @Override
        public void flushBuffer() throws IOException {
            flushNames();
            super.flushBuffer();
        }

        void flushNames() throws IOException {
            if (writer != null) {
                writer.flush();
            }
            if (stream != null) {
                stream.flush();
            }
        }

        @Override
        public void setContentLength(int length) {
            // it would be that of the pseudonyms
        }

        @Override
        public void setContentLengthLong(long length) {
            // as above
        }

        @Override
        public void setHeader(String name, String value) {
            if (!"Content-Length".equalsIgnoreCase(name)) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (!"Content-Length".equalsIgnoreCase(name)) {
                super.addHeader(name, value);
            }
        }
    }
}
