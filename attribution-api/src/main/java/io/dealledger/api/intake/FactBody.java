package io.dealledger.api.intake;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** The bytes of a request, as they came in: not decoded, not converted, not longer than allowed. */
final class FactBody {
    static final int MAX_BYTES = 10 * 1024 * 1024;

    private FactBody() {}

    /** The whole body. The limit holds while reading, so that a caller who hides the length meets it too. */
    static byte[] whole(HttpServletRequest request) {
        requireBytesAsTheyAre(request);
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw tooLarge(request.getContentLengthLong() + " bytes");
        }
        try {
            byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw tooLarge("more than " + MAX_BYTES + " bytes");
            }
            if (body.length == 0) {
                throw new ProblemException(ProblemType.EMPTY_BODY, "the body is empty; facts are needed", null, null,
                        null);
            }
            return body;
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /** The body from its beginning, however long it is. */
    static InputStream stream(HttpServletRequest request) {
        requireBytesAsTheyAre(request);
        try {
            return request.getInputStream();
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    static ProblemException brokenOff(IOException e) {
        return new ProblemException(ProblemType.BAD_REQUEST, "the body broke off: " + e.getMessage(), null, null,
                "the whole body");
    }

    private static ProblemException tooLarge(String size) {
        return new ProblemException(ProblemType.BODY_TOO_LARGE,
                "the body has " + size + "; one of at most " + MAX_BYTES + " bytes is read in one piece", null, size,
                "at most " + MAX_BYTES + " bytes, or facts of any number as application/x-ndjson");
    }

    private static void requireBytesAsTheyAre(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("Content-Encoding", encoding, "identity");
        }
        Charset charset = charset(request.getContentType());
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw unsupported("Content-Type", request.getContentType(), "charset=utf-8, or no charset");
        }
    }

    private static @Nullable Charset charset(@Nullable String contentType) {
        return contentType == null ? null : MediaType.parseMediaType(contentType).getCharset();
    }

    static ProblemException unsupported(String header, @Nullable String value, String accepted) {
        return new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                header + " is " + value + "; accepted: " + accepted, header, value, accepted);
    }
}
