namespace ShareBroker.Policies.Packs;

/// <summary>Two data files give the same member.</summary>
/// <param name="file">The later file.</param>
/// <param name="member">The member.</param>
internal sealed class PolicyDataConflictException(PolicyFile file, string member) : Exception($"'{file.Path}' gives '{member}' again")
{
    public PolicyFile File { get; } = file;

    public string Member { get; } = member;
}
