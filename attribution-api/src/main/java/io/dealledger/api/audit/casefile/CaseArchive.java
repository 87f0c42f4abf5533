package io.dealledger.api.audit.casefile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Files in one archive of which there is one spelling: sorted, not compressed, of one date. So a changed byte shows wherever
 * it is, also between the files.
 */
final class CaseArchive {
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final long MOST_BYTES = 1L << 30;

    private CaseArchive() {}

    static byte[] write(SequencedMap<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (var file : new TreeMap<>(files).entrySet()) {
                var crc = new CRC32();
                crc.update(file.getValue());
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(DATE);
                entry.setSize(file.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The files of an archive, or of a folder that one was unpacked to.
     *
     * @throws FaultFoundException if it is not an archive that {@link #write} wrote
     */
    static SequencedMap<String, byte[]> read(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return read(Files.readAllBytes(path));
        }
        var files = new TreeMap<String, byte[]>();
        try (Stream<Path> list = Files.list(path)) {
            for (Path file : list.sorted().toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    static SequencedMap<String, byte[]> read(byte[] archive) {
        var files = new TreeMap<String, byte[]>();
        long left = MOST_BYTES;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left));
                left -= content.length;
                if (left <= 0 || files.put(entry.getName(), content) != null) {
                    throw new FaultFoundException("the archive holds " + entry.getName() + " twice, or too much");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new FaultFoundException("the archive cannot be read: " + e.getMessage());
        }
        if (files.isEmpty()) {
            throw new FaultFoundException("this is not an archive with files in it");
        }
        if (!Arrays.equals(write(files), archive)) {
            throw new FaultFoundException("the archive was changed outside of its files " + List.copyOf(files.keySet())
                    + "; to check those of one that was packed again, unpack it and verify the folder");
        }
        return files;
    }
}
