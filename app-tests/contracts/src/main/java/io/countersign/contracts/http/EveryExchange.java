package io.countersign.contracts.http;

import io.countersign.contracts.server.Script;
import io.countersign.contracts.server.ScriptedServer;
import io.countersign.contracts.server.ServerCertificate;
import io.vavr.collection.Seq;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Every exchange of an adapter, each with a server of its own, so that a test holds for all of them. */
final class EveryExchange {

    private final ApiExchanges adapter;
    private final UnaryOperator<ApiAccess> terms;
    private final Function<Script, ScriptedServer> servers;

    private EveryExchange(
            ApiExchanges adapter, UnaryOperator<ApiAccess> terms, Function<Script, ScriptedServer> servers) {
        this.adapter = adapter;
        this.terms = terms;
        this.servers = servers;
    }

    static EveryExchange of(ApiExchanges adapter) {
        return new EveryExchange(adapter, UnaryOperator.identity(), ScriptedServer::playing);
    }

    /** The same on other terms. */
    EveryExchange on(UnaryOperator<ApiAccess> otherTerms) {
        return new EveryExchange(adapter, otherTerms, servers);
    }

    /** The same over TLS, with servers that show that certificate. */
    EveryExchange over(ServerCertificate certificate) {
        return new EveryExchange(adapter, terms, script -> ScriptedServer.playing(script, certificate));
    }

    /** Looks at each while the API plays that script. */
    void meets(Script script, Consumer<ApiExchange> check) {
        meets(exchange -> script, (exchange, server) -> check.accept(exchange));
    }

    /** Looks at each while the API plays the script for it. */
    void meets(Function<ApiExchange, Script> script, BiConsumer<ApiExchange, ScriptedServer> check) {
        int exchanges = meets(0, script, check);
        for (int index = 1; index < exchanges; index++) {
            meets(index, script, check);
        }
    }

    /** How many there are shows with the first. */
    private int meets(
            int index, Function<ApiExchange, Script> script, BiConsumer<ApiExchange, ScriptedServer> check) {
        // Which script it is depends on the exchange, and the exchange on where the server is.
        AtomicReference<ApiExchange> exchange = new AtomicReference<>();
        try (ScriptedServer server = servers.apply((request, connection) ->
                script.apply(exchange.get()).play(request, connection))) {
            return withAll(ApiAccess.to(server), exchanges -> {
                exchange.set(exchanges.get(index));
                named(exchange.get(), () -> check.accept(exchange.get(), server));
                return exchanges.size();
            });
        }
    }

    /** Looks at each against a server that is not one of these. */
    void reaches(ApiAccess api, Consumer<ApiExchange> check) {
        withAll(api, exchanges -> {
            exchanges.forEach(exchange -> named(exchange, () -> check.accept(exchange)));
            return exchanges.size();
        });
    }

    private int withAll(ApiAccess api, ToIntFunction<Seq<ApiExchange>> use) {
        Seq<ApiExchange> exchanges = adapter.exchanges(terms.apply(api));
        try {
            return use.applyAsInt(exchanges);
        } finally {
            exchanges.head().giveBack();
        }
    }

    /** What fails says in which exchange. */
    private static void named(ApiExchange exchange, Runnable check) {
        try {
            check.run();
        } catch (AssertionError failed) {
            throw new AssertionError(exchange + ": " + failed.getMessage(), failed);
        }
    }
}
