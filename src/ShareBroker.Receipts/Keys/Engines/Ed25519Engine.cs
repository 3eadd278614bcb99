namespace ShareBroker.Receipts.Keys.Engines;

/// <summary>A native library that signs and verifies. All give the same signatures.</summary>
internal abstract class Ed25519Engine
{
    /// <summary>The engine of this process: libsodium where it can be loaded, since it is twice as fast, else libcrypto.</summary>
    public static Ed25519Engine Default { get; } =
        (Ed25519Engine?)SodiumEngine.TryOpen() ?? OpenSslEngine.TryOpen() ?? throw new ReceiptException(
        
        "ed25519_missing", "neither libsodium nor libcrypto can be loaded; install OpenSSL 1.1.1 or later");

    /// <summary>Every engine that can be loaded here.</summary>
    public static IReadOnlyList<Ed25519Engine> All { get; } =
        [.. new Ed25519Engine?[] { SodiumEngine.TryOpen(), OpenSslEngine.TryOpen() }.OfType<Ed25519Engine>()];

    public abstract string Name { get; }

    public abstract Signer OpenSigner(ReadOnlySpan<byte> seed);

    /// <summary>Whether the signature fits; the callers have refused what libraries differ on.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    /// <summary>A key that is ready to sign, from many threads at once.</summary>
    internal abstract class Signer : IDisposable
    {
        public abstract byte[] PublicKey { get; }

        public abstract byte[] Sign(ReadOnlySpan<byte> message);

        public abstract void Dispose();
    }
}
