package io.countersign.adapters.crypto;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Does what another provider does, and counts what it is asked to make. */
public final class CountingProvider extends Provider {

    private static final long serialVersionUID = 1L;

    public final transient Map<String, Integer> made = new TreeMap<>();
    private final transient Provider counted;

    public CountingProvider(Provider counted) {
        super("Counting", "1", "for tests");
        this.counted = counted;
    }

    @Override
    public Service getService(String type, String algorithm) {
        Service theirs = counted.getService(type, algorithm);
        return theirs == null ? null : counting(theirs);
    }

    @Override
    public Set<Service> getServices() {
        return counted.getServices().stream().map(this::counting).collect(Collectors.toSet());
    }

    private Service counting(Service theirs) {
        return new Service(this, theirs.getType(), theirs.getAlgorithm(), theirs.getClassName(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                made.merge(getType(), 1, Integer::sum);
                return theirs.newInstance(parameter);
            }

            @Override
            public boolean supportsParameter(Object parameter) {
                return theirs.supportsParameter(parameter);
            }
        };
    }
}
