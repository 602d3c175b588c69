package dev.mergesweep.reports.ranking;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The records of a CSV, split by a thread of its own while the caller reads what is in them: either takes seconds of a large table. */
final class CsvChunks implements AutoCloseable {
    private static final int RECORDS = 8_192;

    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("csv").factory());
    private Future<List<Line>> ahead;

    CsvChunks(CSVParser parser) {
        this.parser = parser;
        this.records = parser.iterator();
        this.ahead = thread.submit(this::read);
    }

    /** @param number of the last line that the record is written on, from 1 */
    record Line(CSVRecord record, int number) {}

    /** The next records in order; empty at the end. */
    List<Line> next() {
        try {
            List<Line> chunk = ahead.get();
            ahead = thread.submit(this::read);
            return chunk;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while scores were read", e);
        }
    }

    private List<Line> read() {
        List<Line> chunk = new ArrayList<>(RECORDS);
        while (chunk.size() < RECORDS && records.hasNext()) {
            CSVRecord record = records.next();
            chunk.add(new Line(record, (int) parser.getCurrentLineNumber()));
        }
        return chunk;
    }

    /** Waits for what is being split, so that nobody reads a closed file. */
    @Override
    public void close() {
        thread.close();
    }
}
