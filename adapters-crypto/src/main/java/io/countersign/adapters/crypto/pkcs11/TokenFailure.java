package io.countersign.adapters.crypto.pkcs11;

import io.countersign.ports.failure.SigningFailure;

/** What a refusal means to whoever wanted a signature from a key that was there before. */
final class TokenFailure implements TokenRefusal.Cases<SigningFailure> {

    private static final TokenFailure CASES = new TokenFailure();

    private TokenFailure() {}

    static SigningFailure of(TokenRefusal refusal) {
        return refusal.match(CASES);
    }

    static SigningFailure of(TokenKeyRefusal refusal) {
        if (refusal instanceof TokenKeyRefusal.TokenRefused told) {
            return told.refusal() instanceof TokenRefusal.TokenUnusable
                    ? new SigningFailure.KeyUnreachable(refusal.message())
                    : of(told.refusal());
        }
        return new SigningFailure.KeyUnusable(refusal.message());
    }

    @Override
    public SigningFailure libraryNotFound(TokenRefusal.LibraryNotFound refusal) {
        return new SigningFailure.KeyUnreachable(refusal.message());
    }

    @Override
    public SigningFailure libraryNotUsable(TokenRefusal.LibraryNotUsable refusal) {
        return new SigningFailure.KeyUnreachable(refusal.message());
    }

    @Override
    public SigningFailure supportMissing(TokenRefusal.SupportMissing refusal) {
        return new SigningFailure.KeyUnusable(refusal.message());
    }

    @Override
    public SigningFailure noSuchToken(TokenRefusal.NoSuchToken refusal) {
        return new SigningFailure.DeviceRemoved(refusal.message());
    }

    @Override
    public SigningFailure severalTokens(TokenRefusal.SeveralTokens refusal) {
        return new SigningFailure.KeyUnreachable(refusal.message());
    }

    @Override
    public SigningFailure tokenAbsent(TokenRefusal.TokenAbsent refusal) {
        return new SigningFailure.DeviceRemoved(refusal.message());
    }

    /** It could be opened before, and now it cannot. */
    @Override
    public SigningFailure tokenUnusable(TokenRefusal.TokenUnusable refusal) {
        return new SigningFailure.DeviceRemoved(refusal.message());
    }

    @Override
    public SigningFailure pinPad(TokenRefusal.PinPad refusal) {
        return new SigningFailure.KeyUnusable(refusal.message());
    }

    @Override
    public SigningFailure wrongPin(TokenRefusal.WrongPin refusal) {
        return new SigningFailure.WrongPin(refusal.message());
    }

    @Override
    public SigningFailure pinLocked(TokenRefusal.PinLocked refusal) {
        return new SigningFailure.PinLocked(refusal.message());
    }

    @Override
    public SigningFailure noPin(TokenRefusal.NoPin refusal) {
        return new SigningFailure.NotConfirmed(refusal.message());
    }

    @Override
    public SigningFailure loginRefused(TokenRefusal.LoginRefused refusal) {
        return new SigningFailure.KeyUnusable(refusal.message());
    }

    @Override
    public SigningFailure sessionLost(TokenRefusal.SessionLost refusal) {
        return new SigningFailure.SessionLost(refusal.message());
    }

    @Override
    public SigningFailure tokenClosed(TokenRefusal.TokenClosed refusal) {
        return new SigningFailure.KeyUnusable(refusal.message());
    }
}
