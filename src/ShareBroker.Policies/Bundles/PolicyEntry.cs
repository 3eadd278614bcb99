namespace ShareBroker.Policies.Bundles;

/// <summary>One file of a bundle's archive.</summary>
/// <param name="Path">Relative path with slashes.</param>
/// <param name="Content">Its octets.</param>
internal sealed record PolicyEntry(string Path, ReadOnlyMemory<byte> Content)
{
    private const int LengthMax = 255;

    /// <summary>
    /// A path as the archive names it, without the one leading slash that OPA's own tool writes. Letters, digits, <c>. _ -</c>, folders
    /// by slash; nothing that could lead anywhere else.
    /// </summary>
    /// <exception cref="PolicyException">It is another path (<c>bundle_path</c>).</exception>
    public static string CheckedPath(string path)
    {
        var relative = path.StartsWith('/') ? path[1..] : path;
        return relative.Length is > 0 and <= LengthMax && relative.Split('/').All(IsPlain)
            ? relative
            : throw new PolicyException(
                "bundle_path", "the bundle has a file whose path is not plain; paths are relative, of letters, digits, '.', '_' and '-'");
    }

    private static bool IsPlain(string name) =>
        name is not ("" or "." or "..") && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
