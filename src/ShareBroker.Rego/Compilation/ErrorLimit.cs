using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation;

/// <summary>Cuts long lists of faults.</summary>
internal static class ErrorLimit
{
    public static IReadOnlyList<RegoError> Apply(IReadOnlyList<RegoError> errors, CompileOptions options) =>
        errors.Count < options.ErrorsMax
            ? errors
            : [.. errors.Take(options.ErrorsMax), new RegoError(ErrorCodes.Compile, "error limit reached", Location.None)];
}
