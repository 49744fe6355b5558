package io.countersign.benchmark;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/** Measures the whole flow without network and signature. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlowBenchmark {

    private static final UserActionTransport STUB = new UserActionTransport() {

        private final Either<ApiFailure, UserActionChallenge> challenge = Either.right(Challenges.usual());
        private final Either<ApiFailure, UserActionToken> token = Either.right(UserActionToken.of("token").get());

        @Override
        public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
            return challenge;
        }

        @Override
        public Either<ApiFailure, UserActionToken> redeem(SignedChallenge signed) {
            return token;
        }
    };

    private final byte[] signature = new byte[71];
    private final UserActions actions = UserActions.using(
            STUB, CredentialSigner.key(Challenges.KEY, message -> Either.right(signature)));
    private final String body = "{\"network\":\"EthereumSepolia\",\"name\":\"treasury\"}";

    @Benchmark
    public Either<UserActionFailure, AuthorizedAction> flow() {
        return actions.authorize(UserAction.of("POST", "/wallets", body).get());
    }
}
