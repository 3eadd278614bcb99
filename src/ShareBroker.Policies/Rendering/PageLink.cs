namespace ShareBroker.Policies.Rendering;

/// <summary>A text, and where it leads if anywhere.</summary>
internal sealed record PageLink(string Text, string? Target)
{
    public static implicit operator PageLink(string text) => new(text, Target: null);
}
