package dev.mergesweep.reports.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Shows one page to browsers on this machine: it listens on the loopback address alone, answers {@code GET /}, changes
 * nothing and keeps nothing. Who asks under another name than this machine's own is refused, or a foreign page whose name
 * points here (DNS rebinding) could read the report.
 */
public final class LiveServer implements AutoCloseable {
    static final int REFRESH_SECONDS = 5;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final LiveReport report;
    private final HttpServer server;
    private final Set<String> names;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().daemon().name("live-report-", 0).factory());
    private final CountDownLatch lastPage = new CountDownLatch(1);
    private volatile long asked = System.nanoTime() - TimeUnit.HOURS.toNanos(1);

    private LiveServer(LiveReport report, HttpServer server) {
        this.report = report;
        this.server = server;
        String port = ":" + server.getAddress().getPort();
        names = Set.of("127.0.0.1" + port, "localhost" + port, "[::1]" + port);
    }

    /**
     * @param port 0 for any that is free
     * @throws InputException where the port is no port, or taken
     */
    public static LiveServer start(LiveReport report, int port) throws IOException {
        if (port < 0 || port > 65_535) {
            throw new InputException(
                    Place.of("--serve"), port + " is no port", "Ports are 1 to 65535; --serve alone takes a free one");
        }
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            LiveServer server = new LiveServer(report, http);
            http.setExecutor(server.threads);
            http.createContext("/", server::answer);
            http.start();
            return server;
        } catch (BindException e) {
            throw new InputException(
                    Place.of("--serve"),
                    "port %d cannot be taken: %s".formatted(port, e.getMessage()),
                    "Choose another, or write --serve alone for a free one");
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    InetAddress listens() {
        return server.getAddress().getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            String host = exchange.getRequestHeaders().getFirst("Host");
            if (host == null || !names.contains(host)) {
                send(exchange, 403, TEXT, "Open " + address());
            } else if (!exchange.getRequestURI().getPath().equals("/")) {
                send(exchange, 404, TEXT, "There is only " + address());
            } else if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                headers.set("Allow", "GET, HEAD");
                send(exchange, 405, TEXT, "This page can be read, and nothing else");
            } else {
                page(exchange);
            }
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        asked = System.nanoTime();
        boolean last = report.finished();
        String page;
        try {
            page = report.page();
        } catch (IOException e) {
            send(exchange, 500, TEXT, "The run's store cannot be read: " + e.getMessage());
            return;
        }
        if (!last) {
            exchange.getResponseHeaders().set("Refresh", Integer.toString(REFRESH_SECONDS));
        }
        send(exchange, 200, "text/html; charset=utf-8", page);
        if (last) {
            lastPage.countDown();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Ends; where the run is finished and someone looks on, once they have the last page, or they would be left with none. */
    @Override
    public void close() {
        long sinceAsked = System.nanoTime() - asked;
        if (report.finished() && sinceAsked < TimeUnit.SECONDS.toNanos(2 * REFRESH_SECONDS)) {
            try {
                // Whether they came for it makes no difference to what comes next.
                var _ = lastPage.await(REFRESH_SECONDS + 1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
