package io.dealledger.api.audit;

import io.dealledger.tlog.NoteKey;
import io.dealledger.tlog.NoteSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a file that nobody but its owner reads, one a line: the public key, a space, the secret. The first is the newest;
 * a log signs with every one that is there, so that whoever still trusts the former key can check what is signed during
 * a change of keys.
 */
public final class SealKeys {
    private static final int KEPT_AT_ROTATION = 1;

    private final Path file;
    private final NoteKey.Algorithm algorithm;

    private SealKeys(Path file, NoteKey.Algorithm algorithm) {
        this.file = file;
        this.algorithm = algorithm;
    }

    static SealKeys ofLog(Path folder) {
        return new SealKeys(folder.resolve("log.keys"), NoteKey.Algorithm.ED25519);
    }

    public static SealKeys ofWitness(Path folder) {
        return new SealKeys(folder.resolve("witness.keys"), NoteKey.Algorithm.COSIGNATURE_V1);
    }

    /**
     * The keys, newest first; a first one is made where there is none.
     *
     * @param name of the owner; null: as the keys say, or made up for the first one
     */
    public List<NoteSigner> load(@Nullable String name) {
        if (!Files.exists(file)) {
            write(List.of(generate(name != null ? name : "ledger.local/" + randomName())));
        }
        List<NoteSigner> keys = read();
        String owner = keys.getFirst().key().name();
        if (name != null && !name.equals(owner)) {
            throw new IllegalStateException("the keys in " + file + " are those of " + owner + ", not of " + name
                    + ": a log keeps its name for ever");
        }
        return keys;
    }

    /** A new key before the newest one of now; older ones go. */
    List<NoteSigner> rotate() {
        List<NoteSigner> old = load(null);
        var keys = new ArrayList<NoteSigner>();
        keys.add(generate(old.getFirst().key().name()));
        keys.addAll(old.subList(0, KEPT_AT_ROTATION));
        write(keys);
        return List.copyOf(keys);
    }

    private List<NoteSigner> read() {
        try {
            var keys = new ArrayList<NoteSigner>();
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int space = line.indexOf(' ');
                if (space < 0) {
                    throw new IllegalStateException(file + " has a line that is not '<public key> <secret>'");
                }
                keys.add(NoteSigner.parse(line.substring(space + 1), NoteKey.parse(line.substring(0, space))));
            }
            if (keys.isEmpty()) {
                throw new IllegalStateException(file + " holds no key");
            }
            return List.copyOf(keys);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the signing keys in " + file, e);
        }
    }

    /** If the process stops before the move, the old keys are in force. */
    private void write(List<NoteSigner> keys) {
        var text = new StringBuilder();
        keys.forEach(key -> text.append(key.key().vkey()).append(' ').append(key.secret()).append('\n'));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "keys", ".new", ownerOnly());
            Files.writeString(fresh, text, StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the signing keys to " + file
                    + ": set ledger.seal.folder to a folder that this process may write, or ledger.seal.sign=false", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    private NoteSigner generate(String name) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            return NoteSigner.of(new NoteKey(name, algorithm, encoded((EdECPublicKey) pair.getPublic())), seed);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java 25 has Ed25519", e);
        }
    }

    /** RFC 8032, 5.1.2: y in little-endian, the lowest bit of x on top. */
    private static byte[] encoded(EdECPublicKey key) {
        byte[] bigEndian = key.getPoint().getY().toByteArray();
        var bytes = new byte[32];
        for (int i = 0; i < Math.min(bytes.length, bigEndian.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            bytes[31] |= (byte) 0x80;
        }
        return bytes;
    }

    private static String randomName() {
        var bytes = new byte[6];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
