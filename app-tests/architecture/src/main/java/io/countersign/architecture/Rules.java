package io.countersign.architecture;

import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** All rules that make sense for a house, in the order in which one would explain them. */
final class Rules {

    private Rules() {
    }

    static Seq<ArchitectureRule> of(HexagonalArchitecture house) {
        return List.of(
                DependencyRules.domainKnowsOnlyItself(house),
                MachineRule.domainAsksNothingOfTheMachine(house),
                ImmutabilityRule.domainValuesAreImmutable(house),
                DependencyRules.portsKnowOnlyTheDomain(house),
                PortRules.outboundPortsAreInterfaces(house),
                PortRules.inboundImplementationsAreHidden(house),
                PortRules.failuresAreValues(house),
                SignatureRules.signaturesShowOnlyKnownTypes(house),
                DependencyRules.dependenciesPointInward(house),
                SilenceRule.nobodyPrintsOrLogs(house),
                PackageRules.everyClassHasAPlace(house),
                PackageRules.packagesAreNullMarked(house),
                PackageRules.packagesFormNoCycles(house),
                NamingRule.namesSayWhatATypeIs(house))
                .appendAll(aboutAdapters(house));
    }

    private static Seq<ArchitectureRule> aboutAdapters(HexagonalArchitecture house) {
        Seq<ArchitectureRule> ofEach = house.adapters()
                .filter(adapter -> adapter.technologies().isDeclared())
                .map(adapter -> DependencyRules.technologyStaysInItsAdapter(house, adapter));
        Seq<ArchitectureRule> ofAll = List.of(
                DependencyRules.adaptersDoNotKnowEachOther(house), SignatureRules.wireTypesDoNotLeak(house));
        return house.adapters().isEmpty() ? List.empty() : ofEach.appendAll(ofAll);
    }
}
