package io.dealledger.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.spi.InetAddressResolverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is delivered, with all that it does by itself, talks to its own database and to nobody else. */
class NoPhoneHomeIT {
    private static final List<String> SOCKET_EVENTS = List.of("jdk.SocketRead", "jdk.SocketWrite");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void looksUpNobodyAndTalksToNobody() throws Exception {
        Path recording = folder.resolve("program.jfr");
        try (RealJar.Service service = serve(recording);
                HttpClient http = HttpClient.newHttpClient()) {
            URI health = service.url().resolve("/actuator/health");
            assertThat(http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
        String self = InetAddress.getLocalHost().getHostName();
        assertThat(Files.readAllLines(folder.resolve("names"))).as("looked up").isNotEmpty()
                .allSatisfy(name -> assertThat(name).isIn("localhost", "127.0.0.1", self));
        var talkedTo = new TreeSet<String>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            if (SOCKET_EVENTS.contains(event.getEventType().getName())) {
                talkedTo.add(event.getString("address"));
            }
        }
        assertThat(talkedTo).as("talked to").isNotEmpty()
                .allSatisfy(address -> assertThat(InetAddress.ofLiteral(address).isLoopbackAddress()).isTrue());
    }

    private RealJar.Service serve(Path recording) throws IOException, InterruptedException {
        String watched = WatchedResolver.class.getName();
        Path services = folder.resolve("watched/META-INF/services");
        Files.createDirectories(services);
        Files.writeString(services.resolve(InetAddressResolverProvider.class.getName()), watched);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-D" + WatchedResolver.FILE + "=" + folder.resolve("names"));
        command.add("-XX:StartFlightRecording:settings=default,filename=" + recording
                + ",jdk.SocketRead#enabled=true,jdk.SocketRead#threshold=0ns,jdk.SocketRead#throttle=off"
                + ",jdk.SocketWrite#enabled=true,jdk.SocketWrite#threshold=0ns,jdk.SocketWrite#throttle=off");
        command.addAll(List.of("-cp", folder.resolve("watched") + ":" + System.getProperty("java.class.path"),
                Attribution.class.getName(), "serve", "--server.port=0",
                "--ledger.data=" + folder.resolve("data")));
        return RealJar.service(command);
    }
}
