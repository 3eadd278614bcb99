using System.Numerics;

namespace ShareBroker.Receipts.Keys.Engines;

/// <summary>
/// What can be said about encoded points and scalars without arithmetic on the curve: whether they are canonical, and whether a point is
/// one of
/// the few of low order. libsodium and OpenSSL agree on all that passes.
/// </summary>
internal static class EdwardsEncoding
{
    // p = 2^255 - 19 and L = 2^252 + 27742317777372353535851937790883648493 (RFC 8032 §5.1).
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    // The y coordinates of the eight points of low order: 0 (order 4), 1, -1, and the two of order 8.
    private static readonly byte[][] LowOrderY =
    [
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    ];

    private static readonly byte[] PBytes = LittleEndian(P);
    private static readonly byte[] LBytes = LittleEndian(L);

    /// <summary>
    /// Whether 32 bytes are a canonical encoding that is not of low order. They may still not be on the curve; the library tells.
    /// </summary>
    public static bool IsAcceptablePoint(ReadOnlySpan<byte> encoded)
    {
        Span<byte> y = stackalloc byte[32];
        encoded.CopyTo(y);
        y[31] &= 0x7f;
        if (!IsBelow(y, PBytes))
        {
            return false;
        }

        foreach (var low in LowOrderY)
        {
            if (y.SequenceEqual(low))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether 32 bytes are a scalar below the group order (RFC 8032 §5.1.7).</summary>
    public static bool IsCanonicalScalar(ReadOnlySpan<byte> encoded) => IsBelow(encoded, LBytes);

    // Keys and signatures are public: no constant time is needed.
    private static bool IsBelow(ReadOnlySpan<byte> value, ReadOnlySpan<byte> bound)
    {
        for (var at = 31; at >= 0; at--)
        {
            if (value[at] != bound[at])
            {
                return value[at] < bound[at];
            }
        }

        return false;
    }

    private static byte[] LittleEndian(BigInteger value)
    {
        var bytes = new byte[32];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }
}
