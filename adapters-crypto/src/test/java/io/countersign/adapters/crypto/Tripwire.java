package io.countersign.adapters.crypto;

import java.security.Provider;
import java.security.Security;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands first in the JVM-wide list of providers, while it is open, and remembers what this library looks for there.
 * What providers look for inside themselves does not count.
 */
final class Tripwire extends Provider implements AutoCloseable {

    private static final long serialVersionUID = 1L;
    private static final StackWalker STACK = StackWalker.getInstance();

    final transient ConcurrentLinkedQueue<String> touched = new ConcurrentLinkedQueue<>();

    private Tripwire() {
        super("Tripwire", "1", "for tests");
    }

    static Tripwire stretched() {
        var tripwire = new Tripwire();
        Security.insertProviderAt(tripwire, 1);
        return tripwire;
    }

    @Override
    public Service getService(String type, String algorithm) {
        if (asker().matches("(io\\.countersign|com\\.nimbusds)\\..*")) {
            touched.add(type + " " + algorithm + " for " + asker());
        }
        return null;
    }

    @Override
    public Set<Service> getServices() {
        getService("any", "any");
        return Set.of();
    }

    /** The class that asks the JCA: the nearest that is no part of it. */
    private static String asker() {
        return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .filter(name -> !name.matches("(java\\.security|javax\\.crypto|sun\\.security\\.jca)\\..*")
                        && !name.equals(Tripwire.class.getName()))
                .findFirst().orElse(""));
    }

    @Override
    public void close() {
        Security.removeProvider(getName());
    }
}
