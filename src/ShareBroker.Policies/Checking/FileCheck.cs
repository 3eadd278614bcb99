using System.Text;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Places;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Checking;

/// <summary>The first look at the files, each for itself: size, encoding, JSON, names, manifest. What fails here is left out of every
/// later look.</summary>
internal static class FileCheck
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<(PolicyFile File, PolicyFinding Finding)> Run(IReadOnlyList<PolicyFile> files)
    {
        foreach (var file in files)
        {
            if (Fault(file) is { } finding)
            {
                yield return (file, finding);
            }
        }
    }

    /// <summary>The manifest with its revision; null when all is well.</summary>
    public static PolicyFinding? Manifest(IReadOnlyList<PolicyFile> files)
    {
        const string Advice = "give it a \"revision\" that is raised with every change";
        if (files.FirstOrDefault(file => file.IsManifest) is not { } manifest)
        {
            return new PolicyFinding("manifest_missing", new PolicyPlace(".manifest", Line: 0, Column: 0, Text: ""),
                "the folder has no manifest", "write one and " + Advice);
        }

        return Parsed(manifest) is RegoObject content && content.Get(RegoString.Of("revision")) is not RegoString
            ? new PolicyFinding("manifest_revision", TextPlaces.At(manifest, 0), "the manifest has no revision", Advice)
            : null;
    }

    private static PolicyFinding? Fault(PolicyFile file)
    {
        if (file.Content.Length > PolicyFolder.FileMaxBytes)
        {
            return new PolicyFinding("file_too_large", TextPlaces.Whole(file),
                $"the file has {file.Content.Length >> 20} MiB, and {PolicyFolder.FileMaxBytes >> 20} MiB is the most",
                "move what changes weekly into registers, and split what is law by regime");
        }

        try
        {
            _ = file.IsModule ? Strict.GetCharCount(file.Content.Span) : 0;
        }
        catch (DecoderFallbackException fault)
        {
            return new PolicyFinding("not_utf8", TextPlaces.At(file, fault.Index, 0), "the file is not UTF-8 here", "save it as UTF-8");
        }

        return file.IsModule ? null : JsonFault(file);
    }

    private static PolicyFinding? JsonFault(PolicyFile file)
    {
        try
        {
            return RegoJson.Parse(file.Content.Span, JsonLimits.Trusted) is RegoObject ? null
                : new PolicyFinding("not_an_object", TextPlaces.At(file, 0), "the file does not hold one JSON object",
                    "write { … } around its members");
        }
        catch (RegoJsonException fault)
        {
            return new PolicyFinding("syntax", TextPlaces.At(file, fault.Position), "this is not strict JSON: " + fault.Message,
                "mend it; look at the characters just before this place too");
        }
    }

    private static RegoValue? Parsed(PolicyFile file)
    {
        try
        {
            return RegoJson.Parse(file.Content.Span, JsonLimits.Trusted);
        }
        catch (RegoJsonException)
        {
            return null;
        }
    }
}
