package io.countersign.adapters.crypto.pkcs11;

/** A part of a JVM that is needed to use a PKCS#11 token. */
public enum Pkcs11Support {
    /** The JDK's provider, SunPKCS11. */
    SUN_PKCS11("this Java runtime has no SunPKCS11. Use one with the module jdk.crypto.cryptoki; with jlink, name it "
            + "in --add-modules."),
    /** Java Native Access, which reads labels and ids that SunPKCS11 keeps to itself. */
    JNA("finding a token by its label, or a key by its id, needs JNA. Add net.java.dev.jna:jna-jpms (on the module "
            + "path, with --add-modules com.sun.jna), or name the token by its slot and the key by its label."),
    /** The part of JNA that is native code: JNA is there, but that does not load. */
    JNA_NATIVE("the native code of JNA does not load here, perhaps since nothing can be written, or executed, in the "
            + "directory for temporary files. Name another with -Djna.tmpdir, or one that has that code unpacked with "
            + "-Djna.boot.library.path; or name the token by its slot and the key by its label.");

    private final String message;

    Pkcs11Support(String message) {
        this.message = message;
    }

    /** Returns that this part is missing, and what to do about it. */
    String message() {
        return message;
    }
}
