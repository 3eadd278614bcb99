namespace ShareBroker.Rego.Bundles;

/// <summary>What an archive may cost its reader. What is larger is refused before it is unpacked whole.</summary>
public sealed record RegoBundleLimits
{
    /// <summary>64 MiB packed, 512 MiB unpacked, 16,384 files, 500 times its size.</summary>
    public static RegoBundleLimits Default { get; } = new();

    /// <summary>The longest archive, in octets.</summary>
    public int ArchiveMaxBytes { get; init; } = 64 << 20;

    /// <summary>The most octets that an archive may unpack to, headers and padding included.</summary>
    public int UnpackedMaxBytes { get; init; } = 512 << 20;

    /// <summary>The most files, folders and extended headers together.</summary>
    public int FilesMax { get; init; } = 16_384;

    /// <summary>How many times longer than itself an archive may become, once it is past the first mebibyte.</summary>
    public int RatioMax { get; init; } = 500;

    /// <summary>Take nothing but the plain <c>ustar</c> format: no extended headers, no long names of GNU tar.</summary>
    public bool PlainHeadersOnly { get; init; }
}
