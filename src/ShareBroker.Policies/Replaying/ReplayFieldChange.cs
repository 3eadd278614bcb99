namespace ShareBroker.Policies.Replaying;

/// <summary>What happens to one path before and under the candidate.</summary>
/// <param name="Path">Path of the catalogue.</param>
/// <param name="Before">Action and scheme, such as <c>generalise age_band</c>; <c>deny</c> where the request is denied.</param>
/// <param name="After">The same under the candidate.</param>
public sealed record ReplayFieldChange(string Path, string Before, string After);
