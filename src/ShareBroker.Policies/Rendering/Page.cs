namespace ShareBroker.Policies.Rendering;

/// <summary>A page of plain text blocks that every writer can write.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Blocks">What stands on it, in order.</param>
internal sealed record Page(string Title, string Language, IReadOnlyList<PageBlock> Blocks);
