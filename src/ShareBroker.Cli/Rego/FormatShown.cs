namespace ShareBroker.Cli.Rego;

/// <summary>What <c>rego fmt</c> does with what it has formatted.</summary>
internal enum FormatShown
{
    /// <summary>Prints it.</summary>
    Text,

    /// <summary>Overwrites the file with it, and prints nothing.</summary>
    Nothing,

    /// <summary>Prints the names of the files that differ.</summary>
    Names,

    /// <summary>Prints in which rows they differ.</summary>
    Difference,
}
