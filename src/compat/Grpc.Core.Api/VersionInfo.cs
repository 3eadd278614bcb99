namespace Grpc.Core;

/// <summary>Which version of the public interface this assembly reproduces.</summary>
public static class VersionInfo
{
    /// <summary>The version that references to this assembly name.</summary>
    public const string CurrentAssemblyVersion = "2.0.0.0";

    /// <summary>The version of the reproduced interface as four numbers.</summary>
    public const string CurrentAssemblyFileVersion = "2.85.0.0";

    /// <summary>The version of the reproduced interface as packages name it.</summary>
    public const string CurrentVersion = "2.85.0";
}
