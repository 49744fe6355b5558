package io.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.architecture.PurityRule.Members;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every name in the lists of forbidden names exists, since a misspelt one forbids nothing. */
class ForbiddenNamesTest {

    static Iterable<String> types() {
        return PurityRule.IMPURE_TYPES.addAll(OutputRule.OUTPUT_TYPES);
    }

    static Iterable<Members> impureAccesses() {
        return PurityRule.IMPURE_MEMBERS.reject(members -> members.owner().endsWith(".."));
    }

    static Iterable<String> partsOfSystem() {
        return PurityRule.PURE_PARTS_OF_SYSTEM.addAll(OutputRule.OUTPUT_PARTS_OF_SYSTEM);
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_forbidden_type_is_one_of_java(String name) throws ClassNotFoundException {
        assertThat(Class.forName(name).getModule().getName()).isEqualTo("java.base");
    }

    @ParameterizedTest
    @MethodSource("impureAccesses")
    void a_forbidden_member_is_one_of_its_type(Members members) throws ClassNotFoundException {
        assertThat(members(Class.forName(members.owner()))).containsAll(members.members());
    }

    @ParameterizedTest
    @MethodSource("partsOfSystem")
    void a_part_of_the_system_is_there(String name) {
        assertThat(members(System.class)).contains(name);
    }

    private static Seq<String> members(Class<?> type) {
        return List.of(type.getMethods()).map(method -> method.getName())
                .appendAll(List.of(type.getFields()).map(field -> field.getName()))
                .append("<init>");
    }
}
