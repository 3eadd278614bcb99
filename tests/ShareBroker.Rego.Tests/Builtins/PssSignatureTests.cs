using System.Numerics;
using System.Security.Cryptography;
using ShareBroker.Rego.Builtins.Tokens;

namespace ShareBroker.Rego.Tests.Builtins;

/// <summary>Against the platform, which knows salts as long as the digest; other lengths are signed by the tool of OPA in the tests of
/// bundles.</summary>
public sealed class PssSignatureTests
{
    [Theory]
    [InlineData(2048, "SHA256")]
    [InlineData(2048, "SHA384")]
    [InlineData(1024, "SHA256")]
    [InlineData(2056, "SHA512")]
    public void What_the_platform_signs_is_verified_and_no_changed_octet_is(int bits, string name)
    {
        using var rsa = RSA.Create();
        rsa.KeySize = bits;
        var key = rsa.ExportParameters(includePrivateParameters: false);
        var hash = new HashAlgorithmName(name);
        byte[] signed = [1, 2, 3, 4, 5];
        var signature = rsa.SignData(signed, hash, RSASignaturePadding.Pss);

        PssSignature.Verifies(key, hash, signed, signature).ShouldBeTrue();
        PssSignature.Verifies(key, hash, [1, 2, 3, 4, 6], signature).ShouldBeFalse();
        PssSignature.Verifies(key, hash, signed, [0, .. signature]).ShouldBeFalse();
        PssSignature.Verifies(key, hash, signed, signature[1..]).ShouldBeFalse();
        PssSignature.Verifies(key, hash, signed, []).ShouldBeFalse();
        PssSignature.Verifies(key, hash, signed, key.Modulus!).ShouldBeFalse();
        PssSignature.Verifies(key, hash, signed, rsa.SignData(signed, hash, RSASignaturePadding.Pkcs1)).ShouldBeFalse();
        for (var at = 0; at < signature.Length; at += 5)
        {
            var changed = signature.ToArray();
            changed[at] ^= 1;
            PssSignature.Verifies(key, hash, signed, changed).ShouldBeFalse();
            rsa.VerifyData(signed, changed, hash, RSASignaturePadding.Pss).ShouldBeFalse();
        }

        var larger = new BigInteger(signature, isUnsigned: true, isBigEndian: true)
            + new BigInteger(key.Modulus!, isUnsigned: true, isBigEndian: true);
        var octets = larger.ToByteArray(isUnsigned: true, isBigEndian: true);
        PssSignature.Verifies(key, hash, signed, octets).ShouldBeFalse();
    }
}
