package com.example.payments;

import com.example.payments.bankfile.BankDirectory;
import com.example.payments.ports.outbound.BankNetwork;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class BankDirectoryTest implements BankNetworkContract {

    @TempDir
    private Path directory;

    @Override
    public BankNetwork network() {
        return new BankDirectory(directory);
    }

    @Override
    public BankNetwork networkOutOfReach() {
        return new BankDirectory(directory.resolve("not-mounted"));
    }
}
