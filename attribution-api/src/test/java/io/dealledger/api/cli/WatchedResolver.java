package io.dealledger.api.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Has each name noted that a program looks up, in the file that it is told; finds what the JDK finds. */
public final class WatchedResolver extends InetAddressResolverProvider {
    static final String FILE = "watched.names";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Watched(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "watched";
    }

    private record Watched(InetAddressResolver builtin) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy lookupPolicy) throws UnknownHostException {
            note(host);
            return builtin.lookupByName(host, lookupPolicy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return builtin.lookupByAddress(address);
        }

        private static synchronized void note(String host) {
            try {
                Files.write(Path.of(System.getProperty(FILE)), List.of(host), StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
