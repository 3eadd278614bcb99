using System.Numerics;
using System.Security.Cryptography;

namespace ShareBroker.Rego.Builtins.Tokens;

/// <summary>
/// Ed25519 (RFC 8032 §5.1), which the platform lacks. Plain arithmetic on large integers: fit for tokens and certificates in policies,
/// not for keys whose use others can time.
/// </summary>
internal static class EdwardsCurve
{
    public const int KeyBytes = 32;

    private const int SignatureBytes = 64;
    private const int Bits = 255;

    // Two multiplications of points take about as long as so many plain steps.
    private const int Steps = 60_000;

    private static readonly BigInteger P = BigInteger.Pow(2, Bits) - 19;
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");
    private static readonly BigInteger D = Reduce(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Base = Decode([0x58, .. Enumerable.Repeat((byte)0x66, 31)])!;

    /// <summary>Whether the key made the signature. The second half must be reduced (RFC 8032 §8.4).</summary>
    public static bool Verifies(BuiltinContext context, byte[] key, byte[] signed, byte[] signature)
    {
        context.Meter.Work(Steps);
        if (key.Length != KeyBytes || signature.Length != SignatureBytes || Decode(key) is not { } point)
        {
            return false;
        }

        var response = Number(signature.AsSpan(KeyBytes));
        if (response >= Order)
        {
            return false;
        }

        var challenge = Digest(signature[..KeyBytes], key, signed);
        var commitment = Add(Multiply(Base, response), Multiply(Negate(point), challenge));
        return Encode(commitment).AsSpan().SequenceEqual(signature.AsSpan(0, KeyBytes));
    }

    /// <summary>The signature that a seed of 32 bytes makes.</summary>
    public static byte[] Sign(BuiltinContext context, byte[] seed, byte[] toSign)
    {
        context.Meter.Work(Steps);
        var (scalar, prefix) = Expand(seed);
        var key = Encode(Multiply(Base, scalar));
        var nonce = Digest(prefix, toSign);
        var commitment = Encode(Multiply(Base, nonce));
        var response = (nonce + (Digest(commitment, key, toSign) * scalar)) % Order;
        return [.. commitment, .. Fixed(response)];
    }

    /// <summary>The public key of a seed.</summary>
    public static byte[] PublicKey(BuiltinContext context, byte[] seed)
    {
        context.Meter.Work(Steps / 2);
        return Encode(Multiply(Base, Expand(seed).Scalar));
    }

    private static (BigInteger Scalar, byte[] Prefix) Expand(byte[] seed)
    {
        var digest = SHA512.HashData(seed);
        digest[0] &= 0xf8;
        digest[31] = (byte)((digest[31] & 0x7f) | 0x40);
        return (Number(digest.AsSpan(0, KeyBytes)), digest[KeyBytes..]);
    }

    private static BigInteger Digest(params ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return Number(hash.GetHashAndReset()) % Order;
    }

    private static BigInteger Number(ReadOnlySpan<byte> littleEndian) => new(littleEndian, isUnsigned: true);

    private static byte[] Fixed(BigInteger number)
    {
        var bytes = new byte[KeyBytes];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static BigInteger Reduce(BigInteger number)
    {
        var rest = number % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(number, P - 2, P);

    private static Point? Decode(ReadOnlySpan<byte> bytes)
    {
        var isOdd = (bytes[31] & 0x80) != 0;
        var y = Number(bytes) & (BigInteger.Pow(2, Bits) - 1);
        var square = Reduce(y * y);
        var xSquare = Reduce((square - 1) * Inverse(Reduce((D * square) + 1)));
        var x = BigInteger.ModPow(xSquare, (P + 3) / 8, P);
        if (Reduce(x * x) != xSquare)
        {
            x = Reduce(x * RootOfMinusOne);
        }

        if (Reduce(x * x) != xSquare || (x.IsZero && isOdd))
        {
            return null;
        }

        x = x.IsEven == isOdd ? P - x : x;
        return new Point(x, Reduce(y), 1, Reduce(x * y));
    }

    private static byte[] Encode(Point point)
    {
        var inverse = Inverse(point.Z);
        var (x, y) = (Reduce(point.X * inverse), Reduce(point.Y * inverse));
        var bytes = Fixed(y);
        bytes[31] |= (byte)(x.IsEven ? 0 : 0x80);
        return bytes;
    }

    private static Point Negate(Point point) => point with { X = Reduce(-point.X), T = Reduce(-point.T) };

    private static Point Multiply(Point point, BigInteger factor)
    {
        var result = new Point(0, 1, 1, 0);
        for (var i = (int)factor.GetBitLength() - 1; i >= 0; i--)
        {
            result = Add(result, result);
            if (!((factor >> i) & 1).IsZero)
            {
                result = Add(result, point);
            }
        }

        return result;
    }

    // RFC 8032 §5.1.4; complete, so that it doubles too.
    private static Point Add(Point left, Point right)
    {
        var a = Reduce((left.Y - left.X) * (right.Y - right.X));
        var b = Reduce((left.Y + left.X) * (right.Y + right.X));
        var c = Reduce(2 * left.T * Reduce(D * right.T));
        var d = Reduce(2 * left.Z * right.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Reduce(e * f), Reduce(g * h), Reduce(f * g), Reduce(e * h));
    }

    private sealed record Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
