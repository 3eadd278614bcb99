namespace ShareBroker.Policies.Places;

/// <summary>A place in a file of a policy folder, as an editor counts it.</summary>
/// <param name="File">Path relative to the folder.</param>
/// <param name="Line">Line, from 1; 0 when the whole file is meant.</param>
/// <param name="Column">Unicode code point within the line, from 1; 0 when the whole file is meant.</param>
/// <param name="Text">What stands there, cut to one short line.</param>
public sealed record PolicyPlace(string File, int Line, int Column, string Text)
{
    /// <summary><c>file:line:column</c>, or the file alone.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
