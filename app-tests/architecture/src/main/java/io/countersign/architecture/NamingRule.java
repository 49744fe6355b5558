package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** Refuses vague type names, except generated ones. */
final class NamingRule {

    private static final Seq<String> VAGUE_SUFFIXES =
            List.of("Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Processor", "Base");

    private NamingRule() {
    }

    static ArchitectureRule namesSayWhatATypeIs(HexagonalArchitecture architecture) {
        return ArchitectureRule.of("names-say-what-a-type-is", List.of(architecture.packages(Part.ROOT)),
                new ClassCondition("not end in " + VAGUE_SUFFIXES.mkString(", "), type -> VAGUE_SUFFIXES
                        .filter(word -> type.getSimpleName().endsWith(word) && !isGenerated(type))
                        .map(word -> type.getDescription() + " ends in " + word
                                + " in " + type.getSourceCodeLocation())),
                "such a word fits any class and says nothing about this one. Name the type after the one thing that it "
                        + "is or does");
    }

    /** Recognises mappers that MapStruct generated. Only the mapper interface has the annotation in its class file. */
    private static boolean isGenerated(JavaClass type) {
        return List.ofAll(type.getAllRawInterfaces()).appendAll(type.getAllRawSuperclasses())
                .exists(mapper -> mapper.isAnnotatedWith("org.mapstruct.Mapper")
                        && type.getName().equals(mapper.getName() + "Impl"));
    }
}
