package io.countersign.endtoend.faults;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Captures everything logged through the JDK's logging, which OkHttp uses, while it is open. */
final class CapturedLogs extends Handler implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final Logger okhttp = Logger.getLogger("okhttp3");
    private final StringBuffer text = new StringBuffer();

    CapturedLogs() {
        okhttp.setLevel(Level.ALL);
        root.addHandler(this);
    }

    String text() {
        return text.toString();
    }

    @Override
    public void publish(LogRecord line) {
        text.append(line.getMessage()).append(' ').append(line.getThrown()).append('\n');
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
        root.removeHandler(this);
        okhttp.setLevel(null);
    }
}
