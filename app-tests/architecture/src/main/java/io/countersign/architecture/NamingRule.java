package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** Names that say nothing are refused, except where a generator gave them. */
final class NamingRule {

    private static final Seq<String> EMPTY_WORDS =
            List.of("Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Processor", "Base");

    private NamingRule() {
    }

    static ArchitectureRule namesSayWhatATypeIs(HexagonalArchitecture house) {
        return ArchitectureRule.of("names-say-what-a-type-is", List.of(house.place(Part.ROOT)),
                new Clause("not end in " + EMPTY_WORDS.mkString(", "), type -> EMPTY_WORDS
                        .filter(word -> type.getSimpleName().endsWith(word) && !isGenerated(type))
                        .map(word -> type.getDescription() + " ends in " + word
                                + " in " + type.getSourceCodeLocation())),
                "such a word fits any class, so it says nothing and invites everything. Name the one thing that the "
                        + "type is in the words of its field");
    }

    /** MapStruct names its mappers' implementations. Its mark is not in their class files, but in the mapper's. */
    private static boolean isGenerated(JavaClass type) {
        return List.ofAll(type.getAllRawInterfaces()).appendAll(type.getAllRawSuperclasses())
                .exists(mapper -> mapper.isAnnotatedWith("org.mapstruct.Mapper")
                        && type.getName().equals(mapper.getName() + "Impl"));
    }
}
