namespace ShareBroker.Rego.Builtins.Formatting;

/// <summary>What stands between the percent sign and the verb.</summary>
internal sealed class FormatFlags
{
    public bool Plus { get; set; }

    public bool Minus { get; set; }

    public bool Sharp { get; set; }

    public bool Space { get; set; }

    public bool Zero { get; set; }

    /// <summary>The verb v with a sharp: the value as source text.</summary>
    public bool Source { get; set; }

    public int? Width { get; set; }

    public int? Precision { get; set; }

    /// <summary>Zeros pad on the left only.</summary>
    public bool PadsWithZeros => Zero && !Minus;
}
