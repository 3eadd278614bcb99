using System.Numerics;
using System.Security.Cryptography;

namespace ShareBroker.Rego.Builtins.Tokens;

/// <summary>
/// Verifies RSASSA-PSS (RFC 8017 §8.1.2) with a salt of any length. RFC 7518 §3.5 has it as long as the digest, which is all that the
/// platform verifies; OPA signs with the longest that the key allows and verifies any. Everything here is public.
/// </summary>
internal static class PssSignature
{
    private const byte Trailer = 0xbc;

    public static bool Verifies(RSAParameters key, HashAlgorithmName hash, byte[] signed, byte[] signature)
    {
        var modulus = new BigInteger(key.Modulus!, isUnsigned: true, isBigEndian: true);
        var number = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (signature.Length != key.Modulus!.Length || number >= modulus)
        {
            return false;
        }

        var bits = (int)modulus.GetBitLength() - 1;
        var encoded = new byte[(bits + 7) / 8];
        var opened = BigInteger.ModPow(number, new BigInteger(key.Exponent!, isUnsigned: true, isBigEndian: true), modulus)
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        if (opened.Length > encoded.Length)
        {
            return false;
        }

        opened.CopyTo(encoded, encoded.Length - opened.Length);
        return IsEncodingOf(CryptographicOperations.HashData(hash, signed), encoded, bits, hash);
    }

    // RFC 8017 §9.1.2, the salt's length found rather than given.
    private static bool IsEncodingOf(byte[] digest, byte[] encoded, int bits, HashAlgorithmName hash)
    {
        var maskedLength = encoded.Length - digest.Length - 1;
        if (maskedLength < 1 || encoded[^1] != Trailer)
        {
            return false;
        }

        var block = encoded.AsSpan(0, maskedLength);
        var kept = (byte)(0xff >> ((8 * encoded.Length) - bits));
        if ((block[0] & ~kept) != 0)
        {
            return false;
        }

        var seed = encoded.AsSpan(maskedLength, digest.Length);
        Unmask(block, seed, hash);
        block[0] &= kept;
        var mark = block.IndexOfAnyExcept((byte)0);
        return mark >= 0 && block[mark] == 1
            && CryptographicOperations.HashData(hash, [.. new byte[8], .. digest, .. block[(mark + 1)..]]).AsSpan().SequenceEqual(seed);
    }

    // MGF1 (RFC 8017 §B.2.1).
    private static void Unmask(Span<byte> block, ReadOnlySpan<byte> seed, HashAlgorithmName hash)
    {
        byte[] counted = [.. seed, 0, 0, 0, 0];
        for (int at = 0, counter = 0; at < block.Length; counter++)
        {
            (counted[^2], counted[^1]) = ((byte)(counter >> 8), (byte)(counter & 0xff));
            foreach (var octet in CryptographicOperations.HashData(hash, counted).AsSpan(0, Math.Min(seed.Length, block.Length - at)))
            {
                block[at++] ^= octet;
            }
        }
    }
}
