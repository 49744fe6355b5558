package io.countersign.sandbox.unsigned;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.RandomText;

import java.time.Instant;

/** Writes quotes in the API's shapes: an offer that repeats what was asked for. */
final class QuoteAnswers {

    private QuoteAnswers() {
    }

    static ObjectNode payout(JsonMembers body, Instant now) {
        String provider = body.nonEmptyText("provider");
        String currency = body.nonEmptyText("fiatCurrency");
        body.nonEmptyText("walletId");
        body.nonEmptyText("country");
        ObjectNode quote = JsonNodeFactory.instance.objectNode()
                .put("provider", provider).put("timestamp", now.toString());
        quote.set("asset", asset(body, "asset"));
        quote.putArray("quotes").addObject().put("quoteId", RandomText.named("quote-"))
                .putObject("offer").put("fiatCurrency", currency).put("amount", 100).put("fees", 1);
        return quote;
    }

    static ObjectNode swap(JsonMembers body, String userId, Instant now) {
        ObjectNode quote = JsonNodeFactory.instance.objectNode()
                .put("id", RandomText.named("quote-"))
                .put("walletId", body.nonEmptyText("walletId"))
                .put("provider", body.nonEmptyText("provider"))
                .put("slippageBps", body.number("slippageBps"))
                .put("dateCreated", now.toString());
        quote.set("sourceAsset", asset(body, "sourceAsset"));
        quote.set("targetAsset", asset(body, "targetAsset").put("amount", "1"));
        quote.set("requestBody", body.json());
        quote.putObject("requester").put("userId", userId);
        return quote;
    }

    private static ObjectNode asset(JsonMembers body, String name) {
        ObjectNode asset = body.object(name).map(given -> {
            given.nonEmptyText("kind");
            return given.json();
        }).getOrElse(JsonNodeFactory.instance::objectNode);
        asset.putObject("metadata").put("network", "EthereumSepolia").put("decimals", 18);
        return asset;
    }
}
