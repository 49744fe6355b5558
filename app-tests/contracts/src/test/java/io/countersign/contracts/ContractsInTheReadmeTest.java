package io.countersign.contracts;

import io.countersign.contracts.http.ActionExecutorContract;
import io.countersign.contracts.http.ExecutorTrustContract;
import io.countersign.contracts.http.TokenlessExecutorContract;
import io.countersign.contracts.http.TokenlessTransportContract;
import io.countersign.contracts.http.TransportTrustContract;
import io.countersign.contracts.http.UserActionTransportContract;
import io.countersign.contracts.sealing.PendingUserActionFormatContract;
import io.countersign.contracts.sealing.SealContract;
import io.countersign.contracts.signing.AuthenticatorContract;
import io.countersign.contracts.signing.ClosableKeyContract;
import io.countersign.contracts.signing.CredentialSignerContract;
import io.countersign.contracts.signing.KeyUnlockerContract;
import io.countersign.contracts.signing.RecoveringKeyContract;
import io.countersign.contracts.signing.SigningKeyContract;
import io.countersign.contracts.signing.StalledAuthenticatorContract;
import io.countersign.contracts.signing.StalledKeyContract;
import io.countersign.contracts.signing.StalledUnlockerContract;
import io.countersign.contracts.signing.UnreachableKeyContract;
import io.countersign.contracts.signing.UnsupportedKeyContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** README.md lists all contracts with their number of tests. */
class ContractsInTheReadmeTest {

    private static final Pattern ROW = Pattern.compile("\\| ((?:`\\w+Contract`(?:, )?)+) \\| ([\\d, ]+) \\|");

    @ParameterizedTest
    @ValueSource(classes = {SigningKeyContract.class, ClosableKeyContract.class, UnreachableKeyContract.class,
        RecoveringKeyContract.class, StalledKeyContract.class, StalledAuthenticatorContract.class,
        StalledUnlockerContract.class,
        KeyUnlockerContract.class, UnsupportedKeyContract.class,
        AuthenticatorContract.class, CredentialSignerContract.class, UserActionTransportContract.class,
        ActionExecutorContract.class, TokenlessTransportContract.class, TokenlessExecutorContract.class,
        TransportTrustContract.class, ExecutorTrustContract.class, SealContract.class,
        PendingUserActionFormatContract.class})
    void a_contract_is_named_with_its_number_of_tests(Class<?> contract) throws Exception {
        long tests = Arrays.stream(contract.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class)).count();

        List<String> numbers = ROW.matcher(Files.readString(Path.of("README.md"))).results()
                .flatMap(row -> {
                    List<String> names = List.of(row.group(1).split(", "));
                    int place = names.indexOf("`" + contract.getSimpleName() + "`");
                    return place < 0 ? List.<String>of().stream()
                            : List.of(row.group(2).split(", ")[place].strip()).stream();
                })
                .toList();

        assertThat(numbers).containsExactly(String.valueOf(tests));
    }
}
