using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Packs;

/// <summary>Merges data files as OPA does: each file's object stands under the path of its folder, and objects merge member by
/// member.</summary>
internal static class PolicyData
{
    private static readonly JsonLimits Limits = JsonLimits.Trusted with { SizeMaxBytes = PolicyFolder.FileMaxBytes };

    public static RegoObject Merge(IEnumerable<PolicyFile> files)
    {
        try
        {
            return MergeOrTell(files);
        }
        catch (PolicyDataConflictException conflict)
        {
            throw new PolicyException("policy_data",
                $"'{conflict.File.Path}' gives '{conflict.Member}', which another file gives already; say it in one place", conflict);
        }
    }

    /// <summary>Merges, and tells of a contradiction by an exception that names the file.</summary>
    public static RegoObject MergeOrTell(IEnumerable<PolicyFile> files)
    {
        var root = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.IsData))
        {
            var folder = root;
            foreach (var name in file.Path.Split('/')[..^1])
            {
                folder = Folder(folder, name, file);
            }

            if (Parse(file) is not RegoObject content)
            {
                throw new PolicyException("policy_data", $"'{file.Path}' does not hold an object; a data file is one JSON object");
            }

            Into(folder, content, file);
        }

        return Freeze(root);
    }

    private static Dictionary<string, object> Folder(Dictionary<string, object> parent, string name, PolicyFile file)
    {
        if (!parent.TryGetValue(name, out var child))
        {
            parent[name] = child = new Dictionary<string, object>(StringComparer.Ordinal);
        }

        return child as Dictionary<string, object> ?? throw Conflict(file, name);
    }

    private static void Into(Dictionary<string, object> target, RegoObject content, PolicyFile file)
    {
        for (var index = 0; index < content.Count; index++)
        {
            var name = ((RegoString)content.KeyAt(index)).Value;
            var value = content.ValueAt(index);
            if (value is RegoObject inner)
            {
                Into(Folder(target, name, file), inner, file);
            }
            else if (!target.TryAdd(name, value))
            {
                throw Conflict(file, name);
            }
        }
    }

    private static RegoValue Parse(PolicyFile file)
    {
        try
        {
            return RegoJson.Parse(file.Content.Span, Limits);
        }
        catch (RegoJsonException fault)
        {
            throw new PolicyException("policy_data", $"'{file.Path}' is not strict JSON: {fault.Message}", fault);
        }
    }

    private static PolicyDataConflictException Conflict(PolicyFile file, string name) => new(file, name);

    private static RegoObject Freeze(Dictionary<string, object> folder)
    {
        var builder = new RegoObject.Builder();
        foreach (var (name, value) in folder)
        {
            builder.Put(name, value is Dictionary<string, object> inner ? Freeze(inner) : (RegoValue)value);
        }

        return builder.Build();
    }
}
