/**
 * A key that lives in Vault's transit engine, written as an application would write it: {@code VaultKey} over
 * {@code VaultConnection}, with the JDK's HTTP client and Jackson. {@code VaultStandIn} is the server for the tests.
 */
package io.countersign.endtoend.vault;
