package io.countersign.architecture;

import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** Lists all rules that apply to an architecture, in the order in which one would explain them. */
final class Rules {

    private Rules() {
    }

    static Seq<ArchitectureRule> of(HexagonalArchitecture architecture) {
        return List.of(
                DependencyRules.domainKnowsOnlyItself(architecture),
                PurityRule.domainAsksNothingOfTheMachine(architecture),
                ImmutabilityRule.domainValuesAreImmutable(architecture),
                DependencyRules.portsKnowOnlyTheDomain(architecture),
                PortRules.outboundPortsAreInterfaces(architecture),
                PortRules.inboundImplementationsAreHidden(architecture),
                PortRules.failuresAreValues(architecture),
                SignatureRules.signaturesShowOnlyKnownTypes(architecture),
                DependencyRules.dependenciesPointInward(architecture),
                OutputRule.nobodyPrintsOrLogs(architecture),
                PackageRules.everyClassHasAPlace(architecture),
                PackageRules.packagesAreNullMarked(architecture),
                PackageRules.packagesFormNoCycles(architecture),
                NamingRule.namesSayWhatATypeIs(architecture))
                .appendAll(aboutAdapters(architecture));
    }

    private static Seq<ArchitectureRule> aboutAdapters(HexagonalArchitecture architecture) {
        Seq<ArchitectureRule> ofEach = architecture.adapters()
                .filter(adapter -> adapter.technologies().isDeclared())
                .map(adapter -> DependencyRules.technologyStaysInItsAdapter(architecture, adapter));
        Seq<ArchitectureRule> ofAll = List.of(
                DependencyRules.adaptersDoNotKnowEachOther(architecture),
                SignatureRules.wireTypesDoNotLeak(architecture));
        return architecture.adapters().isEmpty() ? List.empty() : ofEach.appendAll(ofAll);
    }
}
