namespace ShareBroker.Receipts.Keys.Engines;

/// <summary>OpenSSL's EVP interface. A context serves one call; a key is shared by all threads.</summary>
internal sealed class OpenSslEngine : Ed25519Engine
{
    private OpenSslEngine()
    {
    }

    public override string Name => "libcrypto";

    /// <summary>The engine, or null where the library cannot be loaded.</summary>
    public static OpenSslEngine? TryOpen() => NativeLibraries.IsCryptoLoaded ? new OpenSslEngine() : null;

    public override Signer OpenSigner(ReadOnlySpan<byte> seed) => new OpenSslSigner(seed);

    public override bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var key = OpenSslNative.NewPublicKey(OpenSslNative.Ed25519, 0, publicKey, (nuint)publicKey.Length);
        var context = OpenSslNative.NewContext();
        try
        {
            return !key.IsInvalid && context != 0 &&
                OpenSslNative.VerifyInit(context, 0, 0, 0, key) == 1 &&
                OpenSslNative.Verify(context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
        }
        finally
        {
            OpenSslNative.FreeContext(context);
            OpenSslNative.ClearErrors();
        }
    }

    private sealed class OpenSslSigner : Signer
    {
        private readonly OpenSslKey _key;

        public OpenSslSigner(ReadOnlySpan<byte> seed)
        {
            _key = OpenSslNative.NewPrivateKey(OpenSslNative.Ed25519, 0, seed, (nuint)seed.Length);
            PublicKey = new byte[Ed25519PublicKey.SizeBytes];
            nuint length = Ed25519PublicKey.SizeBytes;
            if (_key.IsInvalid || OpenSslNative.GetPublicKey(_key, PublicKey, ref length) != 1)
            {
                throw new ReceiptException("ed25519_failed", "libcrypto could not make a key");
            }
        }

        public override byte[] PublicKey { get; }

        public override byte[] Sign(ReadOnlySpan<byte> message)
        {
            var signature = new byte[Ed25519PublicKey.SignatureSizeBytes];
            nuint length = Ed25519PublicKey.SignatureSizeBytes;
            var context = OpenSslNative.NewContext();
            try
            {
                return context != 0 &&
                    OpenSslNative.SignInit(context, 0, 0, 0, _key) == 1 &&
                    OpenSslNative.Sign(context, signature, ref length, message, (nuint)message.Length) == 1
                        ? signature
                        : throw new ReceiptException("ed25519_failed", "libcrypto could not sign");
            }
            finally
            {
                OpenSslNative.FreeContext(context);
            }
        }

        public override void Dispose() => _key.Dispose();
    }
}
