package com.example.payments;

import com.example.payments.ports.outbound.BankNetwork;

class InMemoryBankTest implements BankNetworkContract {

    @Override
    public BankNetwork network() {
        return new InMemoryBank(true);
    }

    @Override
    public BankNetwork networkOutOfReach() {
        return new InMemoryBank(false);
    }
}
