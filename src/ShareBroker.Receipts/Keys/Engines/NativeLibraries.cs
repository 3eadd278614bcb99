using System.Reflection;
using System.Runtime.InteropServices;

namespace ShareBroker.Receipts.Keys.Engines;

/// <summary>Finds the native libraries under the names that distributions give them.</summary>
internal static class NativeLibraries
{
    public const string Sodium = "sharebroker-libsodium";
    public const string Crypto = "sharebroker-libcrypto";

    private static readonly nint SodiumHandle = Load(
        "libsodium.so.26", "libsodium.so.23", "libsodium.so", "libsodium.26.dylib", "libsodium.23.dylib", "libsodium.dylib");

    private static readonly nint CryptoHandle = Load(
        "libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so", "libcrypto.3.dylib", "libcrypto.dylib");

    static NativeLibraries() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, static (name, _, _) => name switch
    {
        Sodium => SodiumHandle,
        Crypto => CryptoHandle,
        _ => 0,
    });

    public static bool IsSodiumLoaded => SodiumHandle != 0;

    public static bool IsCryptoLoaded => CryptoHandle != 0;

    private static nint Load(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
