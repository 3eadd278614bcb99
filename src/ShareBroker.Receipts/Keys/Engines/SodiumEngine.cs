using System.Security.Cryptography;

namespace ShareBroker.Receipts.Keys.Engines;

/// <summary>libsodium's crypto_sign_detached.</summary>
internal sealed class SodiumEngine : Ed25519Engine
{
    private SodiumEngine()
    {
    }

    public override string Name => "libsodium";

    /// <summary>The engine, or null where the library cannot be loaded or does not start.</summary>
    public static SodiumEngine? TryOpen() => NativeLibraries.IsSodiumLoaded && SodiumNative.Init() >= 0 ? new SodiumEngine() : null;

    public override Signer OpenSigner(ReadOnlySpan<byte> seed) => new SodiumSigner(seed);

    public override bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        SodiumNative.VerifyDetached(signature, message, (ulong)message.Length, publicKey) == 0;

    private sealed class SodiumSigner : Signer
    {
        private readonly byte[] _secretKey = new byte[64];

        public SodiumSigner(ReadOnlySpan<byte> seed)
        {
            PublicKey = new byte[Ed25519PublicKey.SizeBytes];
            if (SodiumNative.SeedKeyPair(PublicKey, _secretKey, seed) != 0)
            {
                throw new ReceiptException("ed25519_failed", "libsodium could not make a key");
            }
        }

        public override byte[] PublicKey { get; }

        public override byte[] Sign(ReadOnlySpan<byte> message)
        {
            var signature = new byte[Ed25519PublicKey.SignatureSizeBytes];
            return SodiumNative.SignDetached(signature, 0, message, (ulong)message.Length, _secretKey) == 0
                ? signature
                : throw new ReceiptException("ed25519_failed", "libsodium could not sign");
        }

        public override void Dispose() => CryptographicOperations.ZeroMemory(_secretKey);
    }
}
