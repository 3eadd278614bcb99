using System.Globalization;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Tooling;

/// <summary>Words faults as OPA's command line does.</summary>
public static class ErrorText
{
    private static readonly string[] Unquoted =
    [
        "package expected", "cannot be used for rule name", "rule name conflicts with built-in function", "keyword is required",
        "empty module",
    ];

    /// <summary>One fault: <c>file:row: code: message</c>, or <c>row:column: code: message</c> for a place without a file; then the lines
    /// that explain it, each after a tab.</summary>
    /// <param name="error">The fault.</param>
    /// <returns>One line or more, without a line feed at the end.</returns>
    public static string Of(RegoError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var place = error.Location switch
        {
            { Row: 0, File.Length: > 0 } when error.Code == ErrorCodes.Parse => $"{error.Location.File}:0: ",
            { Row: 0 } => string.Empty,
            { File.Length: > 0 } named => string.Create(CultureInfo.InvariantCulture, $"{named.File}:{named.Row}: "),
            var bare => string.Create(CultureInfo.InvariantCulture, $"{bare.Row}:{bare.Column}: "),
        };
        return error.Code.Length == 0 ? place + error.Message : $"{place}{error.Code}: {error.Message}";
    }

    /// <summary>All faults: how many, then each; faults of parsing with the line in which they stand.</summary>
    /// <param name="errors">The faults.</param>
    /// <param name="sources">The texts that they may stand in; null when unknown.</param>
    /// <param name="whileLoading">They were found while the texts were read, not later.</param>
    /// <returns>Lines, without a line feed at the end.</returns>
    public static string Of(
        IReadOnlyList<RegoError> errors, IEnumerable<RegoSource>? sources = null, bool whileLoading = false)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var texts = new SourceTexts(sources ?? []);
        var when = whileLoading ? " during loading" : string.Empty;
        var lines = errors.Select(error => Of(error) + Detail(error, texts)).ToList();
        return errors.Count == 1
            ? $"1 error occurred{when}: {lines[0]}"
            : string.Create(CultureInfo.InvariantCulture, $"{errors.Count} errors occurred{when}:\n{string.Join('\n', lines)}");
    }

    /// <summary>Whether OPA shows the line of a fault: of those that its parser meets, not of those that it finds in what was
    /// parsed.</summary>
    internal static bool IsQuoted(RegoError error) => error.Code == ErrorCodes.Parse
        && !Unquoted.Any(part => error.Message.Contains(part, StringComparison.Ordinal));

    private static string Detail(RegoError error, SourceTexts texts)
    {
        if (!IsQuoted(error) || texts.Line(error.Location) is not var (line, index))
        {
            return string.Empty;
        }

        var bare = line.TrimStart('\t');
        return $"\n\t{bare}\n\t{new string(' ', Math.Max(0, index - (line.Length - bare.Length)))}^";
    }
}
