package io.countersign.sandbox.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.Refusal;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code POST /wallets}, {@code GET /wallets}, {@code GET /wallets/{id}}. All users share the same wallets.
 * Thread-safe.
 */
final class WalletResource {

    private static final Pattern ONE_WALLET = Pattern.compile("/wallets/([^/]+)");

    private final Clock clock;
    private final Map<String, Wallet> byId = new ConcurrentHashMap<>();
    private final Queue<Wallet> inOrder = new ConcurrentLinkedQueue<>();

    WalletResource(Clock clock) {
        this.clock = clock;
    }

    private record Wallet(String id, String network, Instant dateCreated, Option<String> externalId) {

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode()
                    .put("id", id)
                    .put("network", network)
                    .put("status", "Active")
                    .put("dateCreated", dateCreated.toString());
            externalId.forEach(value -> json.put("externalId", value));
            return json;
        }
    }

    /** Answers a call if it is about wallets. */
    Option<Either<Refusal, Answer>> answer(ReceivedCall call) {
        boolean reads = List.of("GET", "HEAD").contains(call.method());
        Matcher one = ONE_WALLET.matcher(call.path());
        if (call.path().equals("/wallets") && call.method().equals("POST")) {
            return Option.some(created(call));
        } else if (call.path().equals("/wallets") && reads) {
            return Option.some(Either.right(listed()));
        } else if (one.matches() && reads) {
            return Option.some(found(one.group(1)));
        }
        return Option.none();
    }

    private Either<Refusal, Answer> created(ReceivedCall call) {
        return JsonMembers.of(call.body()).flatMap(body -> {
            String network = body.nonEmptyText("network");
            Option<String> externalId = body.optionalText("externalId");
            return body.ifFaultless(() -> {
                Wallet wallet = new Wallet(RandomText.named("wa-"), network, clock.instant(), externalId);
                byId.put(wallet.id(), wallet);
                inOrder.add(wallet);
                return Answer.ok(wallet.json());
            });
        });
    }

    private Answer listed() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode items = list.putArray("items");
        inOrder.forEach(wallet -> items.add(wallet.json()));
        return Answer.ok(list);
    }

    private Either<Refusal, Answer> found(String id) {
        return Option.of(byId.get(id))
                .map(wallet -> Answer.ok(wallet.json()))
                .toEither(Refusal.NOT_FOUND);
    }
}
