package io.countersign.adapters.http.connection;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A TCP socket that sends small segments at once ({@code TCP_NODELAY}) and notices what comes between exchanges. */
final class WatchedSocket extends Socket implements ExchangeSocket {

    private final Channel channel;
    private final AnswerEnd answers;
    private final ByteBuffer probe = ByteBuffer.allocateDirect(1);

    private WatchedSocket(Channel channel) throws SocketException {
        super(channel);
        this.channel = channel;
        this.answers = channel.answers;
    }

    static WatchedSocket unconnected() throws IOException {
        Channel channel = new Channel();
        WatchedSocket socket = new WatchedSocket(channel);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public boolean begin(String method) throws IOException {
        boolean first = answers.isUnused();
        boolean clean = answers.begin(method) && (first || isQuiet());
        readWithoutTimeout();
        return clean;
    }

    /**
     * Lets reads wait without a timeout of the socket, until one is set again. OkHttp sets one before each exchange,
     * but also closes the socket itself when a read takes that long. A channel that reads with a timeout makes up to
     * seven calls to the operating system, and one without.
     */
    void readWithoutTimeout() throws SocketException {
        channel.socket.setSoTimeout(0);
    }

    /** Returns whether the connection stands, and nothing has arrived that was not read. */
    boolean isQuiet() throws IOException {
        SocketChannel open = channel.channel;
        open.configureBlocking(false);
        int read = open.read(probe.clear());
        open.configureBlocking(true);
        return read == 0;
    }

    /** The implementation, over a channel: only channels tell without waiting whether anything has arrived. */
    private static final class Channel extends SocketImpl {

        private final SocketChannel channel = SocketChannel.open();
        private final Socket socket = channel.socket();
        private final AnswerEnd answers = new AnswerEnd();

        Channel() throws IOException {
        }

        @Override
        protected void create(boolean stream) {
            // open from the beginning
        }

        @Override
        protected void connect(String host, int toPort) throws IOException {
            connect(new InetSocketAddress(host, toPort), 0);
        }

        @Override
        protected void connect(InetAddress to, int toPort) throws IOException {
            connect(new InetSocketAddress(to, toPort), 0);
        }

        @Override
        protected void connect(SocketAddress to, int timeout) throws IOException {
            socket.connect(to, timeout);
            address = socket.getInetAddress();
            port = socket.getPort();
            localport = socket.getLocalPort();
        }

        @Override
        protected InputStream getInputStream() throws IOException {
            return new WatchedInput(new FilterInputStream(socket.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    try {
                        return in.read(bytes, offset, length);
                    } catch (IOException failed) {
                        throw ofASocket(failed);
                    }
                }
            }, answers);
        }

        /**
         * Returns a stream that also writes in an interrupted thread. A channel would close itself there, and with it
         * the connection that other callers share in HTTP/2.
         */
        @Override
        protected OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(socket.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    boolean interrupted = Thread.interrupted();
                    try {
                        out.write(bytes, offset, length);
                    } catch (IOException failed) {
                        throw ofASocket(failed);
                    } finally {
                        if (interrupted) {
                            Thread.currentThread().interrupt();
                        }
                    }
                }
            };
        }

        /** Returns an exception of sockets in place of another one, which TLS would take for a failure of its own. */
        private static IOException ofASocket(IOException failed) {
            if (failed instanceof SocketException || failed instanceof InterruptedIOException) {
                return failed;
            }
            SocketException told = new SocketException(failed.getMessage());
            told.initCause(failed);
            return told;
        }

        @Override
        protected int available() throws IOException {
            return socket.getInputStream().available();
        }

        @Override
        protected void close() throws IOException {
            socket.close();
        }

        @Override
        protected void shutdownInput() throws IOException {
            socket.shutdownInput();
        }

        @Override
        protected void shutdownOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void setOption(int option, Object value) throws SocketException {
            switch (option) {
                case SocketOptions.SO_TIMEOUT -> socket.setSoTimeout((Integer) value);
                case SocketOptions.TCP_NODELAY -> socket.setTcpNoDelay((Boolean) value);
                default -> throw new SocketException("option " + option + " is not supported");
            }
        }

        @Override
        public Object getOption(int option) throws SocketException {
            return switch (option) {
                case SocketOptions.SO_TIMEOUT -> socket.getSoTimeout();
                case SocketOptions.TCP_NODELAY -> socket.getTcpNoDelay();
                case SocketOptions.SO_BINDADDR -> socket.getLocalAddress();
                default -> throw new SocketException("option " + option + " is not supported");
            };
        }

        @Override
        protected void bind(InetAddress host, int toPort) {
            throw new UnsupportedOperationException("OkHttp binds no sockets");
        }

        @Override
        protected void listen(int backlog) {
            throw new UnsupportedOperationException("not for servers");
        }

        @Override
        protected void accept(SocketImpl accepted) {
            throw new UnsupportedOperationException("not for servers");
        }

        @Override
        protected void sendUrgentData(int data) {
            throw new UnsupportedOperationException("HTTP has no urgent data");
        }
    }
}
