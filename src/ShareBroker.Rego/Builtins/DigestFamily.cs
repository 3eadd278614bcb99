using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Digests of texts, plain and keyed, in lower-case hexadecimal. MD5 and SHA-1 are for foreign data only.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The policy language offers SHA-1.")]
[SuppressMessage("Security", "CA5351", Justification = "The policy language offers MD5.")]
internal static class DigestFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Digest("crypto.md5", MD5.HashData),
        Digest("crypto.sha1", SHA1.HashData),
        Digest("crypto.sha256", SHA256.HashData),
        Keyed("crypto.hmac.md5", HMACMD5.HashData),
        Keyed("crypto.hmac.sha1", HMACSHA1.HashData),
        Keyed("crypto.hmac.sha256", HMACSHA256.HashData),
        Keyed("crypto.hmac.sha512", HMACSHA512.HashData),
        Builtin.Of("crypto.hmac.equal", "string, string -> boolean", AreEqual),
    ];

    // NAMES: crypto.md5 crypto.sha1 crypto.sha256 crypto.hmac.md5 crypto.hmac.sha1 crypto.hmac.sha256 crypto.hmac.sha512
    private static Builtin Digest(string name, Func<byte[], byte[]> digest) => Builtin.Of(name, "string -> string", (context, arguments) =>
    {
        context.Charge(arguments.Text(0).Length * 4L);
        return RegoString.Of(Convert.ToHexStringLower(digest(Encoding.UTF8.GetBytes(arguments.Text(0)))));
    });

    private static Builtin Keyed(string name, Func<byte[], byte[], byte[]> digest) =>
        Builtin.Of(name, "string, string -> string", (context, arguments) =>
        {
            context.Charge((arguments.Text(0).Length + (long)arguments.Text(1).Length) * 4);
            var (message, key) = (Encoding.UTF8.GetBytes(arguments.Text(0)), Encoding.UTF8.GetBytes(arguments.Text(1)));
            return RegoString.Of(Convert.ToHexStringLower(digest(key, message)));
        });

    private static RegoBoolean AreEqual(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        context.Charge(arguments.Text(0).Length + (long)arguments.Text(1).Length);
        return RegoBoolean.Of(CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(arguments.Text(0)), Encoding.UTF8.GetBytes(arguments.Text(1))));
    }
}
