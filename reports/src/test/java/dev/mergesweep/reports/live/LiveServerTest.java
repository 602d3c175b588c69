package dev.mergesweep.reports.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.reports.SmallRun;
import dev.mergesweep.reports.format.HtmlFormat;
import dev.mergesweep.reports.report.Report;
import dev.mergesweep.reports.report.StoredEvidence;
import dev.mergesweep.sweep.RunProgress.Standing;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real socket. */
class LiveServerTest {
    private static final Standing SOME = new Standing("rung 2 of 4", 38, 1_099, 5_966, 15_000, "x", 1.6, 32);

    @TempDir
    private Path folder;

    private final AtomicLong clock = new AtomicLong();
    private LiveReport report;
    private LiveServer server;

    @BeforeEach
    void start() throws IOException {
        report = new LiveReport(folder, "mine & yours", clock::get);
        server = LiveServer.start(report, 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The first line of the answer to a request as it stands. */
    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private void later(int seconds) {
        clock.addAndGet(seconds * 1_000_000_000L);
    }

    @Test
    @DisplayName("before anything is scored the page says how far the run is, and renews itself")
    void waits() throws Exception {
        assertThat(ask("GET", "").body()).contains("Nothing can be ranked yet.", "The models are being opened.");
        report.hear(SOME);
        later(3);

        HttpResponse<String> answer = ask("GET", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("mine &amp; yours", "rung 2 of 4: 1,099 of 5,966 scores of 38 candidates, about 32 s left");
        assertThat(answer.headers().firstValue("Refresh")).hasValue("5");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    @DisplayName("while it runs the page is the report of what is there; at the end it is report.html, and stays")
    void grows() throws Exception {
        SmallRun run = SmallRun.begin(folder);
        report.hear(SOME);
        assertThat(ask("GET", "").body()).contains("Nothing can be ranked yet.");

        run.score((_, document) -> document.split().equals("search"));
        later(1);
        assertThat(ask("GET", "").body()).as("kept for two seconds").contains("Nothing can be ranked yet.");
        later(2);
        assertThat(ask("GET", "").body())
                .contains("bbbbbbbbbbbb", "The run is not finished", "Rung 2 of 4: 1,099 of 5,966 scores");

        run.finish();
        report.finish();
        HttpResponse<String> last = ask("GET", "");
        assertThat(last.body())
                .isEqualTo(HtmlFormat.render(Report.of(StoredEvidence.of(StoredRun.read(folder), List.of()))));
        assertThat(last.headers().firstValue("Refresh")).isEmpty();
    }

    @Nested
    @DisplayName("can be read, and nothing else")
    class Refuses {

        @Test
        void otherMethods() throws Exception {
            for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
                HttpResponse<String> answer = ask(method, "");
                assertThat(answer.statusCode()).as(method).isEqualTo(405);
                assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
            }
            HttpResponse<String> head = ask("HEAD", "");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0))
                    .isGreaterThan(1_000);
        }

        @Test
        void otherPages() throws Exception {
            for (String path : List.of("run.sqlite", "report.html", "..%2f..%2fetc/passwd")) {
                assertThat(ask("GET", path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(ask("GET", "?a=b").statusCode()).isEqualTo(200);
        }

        @Test
        @DisplayName("who asks under a name that is not this machine's own (DNS rebinding)")
        void otherNames() throws Exception {
            int port = server.address().getPort();
            String end = "\nConnection: close\n\n";
            assertThat(raw("GET / HTTP/1.1\nHost: evil.example:" + port + end)).contains("403");
            assertThat(raw("GET / HTTP/1.1\nHost: localhost.evil.example:" + port + end))
                    .contains("403");
            assertThat(raw("GET / HTTP/1.1\nHost: 127.0.0.1" + end))
                    .as("another port")
                    .contains("403");
            assertThat(raw("GET / HTTP/1.0\n\n")).as("no name").contains("403");
            assertThat(raw("GET / HTTP/1.1\nHost: localhost:" + port + end)).contains("200");
            assertThat(raw("GET / HTTP/1.1\nHost: 127.0.0.1:" + port + end)).contains("200");
        }

        @Test
        @DisplayName("a port that is taken, or none at all, is told as a wrong option")
        void ports() {
            int taken = server.address().getPort();
            assertThatThrownBy(() -> LiveServer.start(report, taken))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("--serve: port " + taken + " cannot be taken: ");
            assertThatThrownBy(() -> LiveServer.start(report, 70_000))
                    .hasMessage("--serve: 70000 is no port. Ports are 1 to 65535; --serve alone takes a free one");
        }
    }

    @Test
    @DisplayName("listens on the loopback address alone")
    void loopback() {
        assertThat(server.listens().isLoopbackAddress()).isTrue();
    }
}
