namespace ShareBroker.Policies.Rendering;

/// <summary>A generated page.</summary>
/// <param name="Path">Path, with slashes, relative to what the method that made it says.</param>
/// <param name="Content">Its text.</param>
public sealed record RenderedPage(string Path, string Content);
