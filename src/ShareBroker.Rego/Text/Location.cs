namespace ShareBroker.Rego.Text;

/// <summary>A place in a policy text. Rows and columns count from 1, columns in Unicode code points; the offset counts UTF-16 units from
/// 0.</summary>
/// <param name="File">The name the text was given when it was loaded; empty for a place that no text has.</param>
/// <param name="Row">The line, from 1; 0 for a place that no text has.</param>
/// <param name="Column">The code point within the line, from 1.</param>
/// <param name="Offset">The UTF-16 unit within the whole text, from 0.</param>
public readonly record struct Location(string File, int Row, int Column, int Offset)
{
    /// <summary>The place of what no text holds.</summary>
    public static Location None { get; } = new(string.Empty, 0, 0, 0);

    /// <summary><c>file:row</c>, as messages quote it.</summary>
    /// <returns>File and row joined by a colon.</returns>
    public override string ToString() => $"{File}:{Row}";
}
