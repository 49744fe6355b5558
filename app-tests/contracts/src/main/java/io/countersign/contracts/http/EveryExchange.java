package io.countersign.contracts.http;

import io.countersign.contracts.server.Script;
import io.countersign.contracts.server.ScriptedServer;
import io.countersign.contracts.server.ServerCertificate;
import io.countersign.contracts.support.Cases;
import io.vavr.collection.Seq;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Runs a check for every exchange of an adapter, each with a server of its own. A failure names the exchange. */
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

    /** Returns a copy with other terms. */
    EveryExchange on(UnaryOperator<ApiAccess> otherTerms) {
        return new EveryExchange(adapter, otherTerms, servers);
    }

    /** Returns a copy that uses TLS, with servers that present that certificate. */
    EveryExchange over(ServerCertificate certificate) {
        return new EveryExchange(adapter, terms, script -> ScriptedServer.playing(script, certificate));
    }

    /** Runs the check for each exchange against a server that plays the script. */
    void meets(Script script, Consumer<ApiExchange> check) {
        meets(exchange -> script, (exchange, server) -> check.accept(exchange));
    }

    /** Runs the check for each exchange against a server that plays a script for that exchange. */
    void meets(Function<ApiExchange, Script> script, BiConsumer<ApiExchange, ScriptedServer> check) {
        int exchanges = meets(0, script, check);
        for (int index = 1; index < exchanges; index++) {
            meets(index, script, check);
        }
    }

    /** Runs the check for one exchange and returns the number of exchanges, which is known only then. */
    private int meets(
            int index, Function<ApiExchange, Script> script, BiConsumer<ApiExchange, ScriptedServer> check) {
        // Which script it is depends on the exchange, and the exchange on where the server is.
        AtomicReference<ApiExchange> exchange = new AtomicReference<>();
        try (ScriptedServer server = servers.apply((request, connection) ->
                script.apply(exchange.get()).play(request, connection))) {
            return withAll(ApiAccess.to(server), exchanges -> {
                exchange.set(exchanges.get(index));
                Cases.named(exchange.get().toString(), () -> check.accept(exchange.get(), server));
                return exchanges.size();
            });
        }
    }

    /** Runs the check for each exchange against another server. */
    void reaches(ApiAccess api, Consumer<ApiExchange> check) {
        withAll(api, exchanges -> {
            exchanges.forEach(exchange -> Cases.named(exchange.toString(), () -> check.accept(exchange)));
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
}
