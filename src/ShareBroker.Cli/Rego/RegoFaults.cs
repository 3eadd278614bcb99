using ShareBroker.Rego;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Cli.Rego;

/// <summary>Shows what is wrong with policies as OPA's command line shows it.</summary>
internal static class RegoFaults
{
    /// <summary>Runs the work; what is wrong with policies, data or bundles is written and gives the exit status.</summary>
    public static int Run(
        Func<int> work, bool asJson, int status, TextWriter errors, Func<IReadOnlyList<RegoSource>>? sources = null)
    {
        try
        {
            return work();
        }
        catch (RegoEvaluationException fault) when (fault.Code == TestSuite.PatternFault)
        {
            errors.WriteLine(fault.Errors[0].Message);
        }
        catch (RegoException fault)
        {
            Write(fault.Errors, asJson, errors, sources?.Invoke() ?? []);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.WriteLine($"1 error occurred during loading: {Missing(fault)}");
        }

        return status;
    }

    /// <summary>Faults as OPA words them: data that contradicts itself has a file and no code.</summary>
    public static IReadOnlyList<RegoError> Worded(IReadOnlyList<RegoError> faults) =>
    [
        .. faults.Select(static fault => fault.Code == PolicyDocuments.MergeFault
            ? new RegoError(string.Empty, $"{fault.Location.File}: {fault.Message}", Location.None)
            : fault),
    ];

    /// <summary>What OPA says of a file that is not there.</summary>
    public static string Missing(Exception fault)
    {
        var path = (fault as FileNotFoundException)?.FileName is { } file ? Path.GetRelativePath(".", file) : "folder";
        return $"stat {path}: no such file or directory";
    }

    private static void Write(IReadOnlyList<RegoError> faults, bool asJson, TextWriter errors, IReadOnlyList<RegoSource> sources)
    {
        var whileLoading = faults.All(static fault => fault.Code is "rego_parse_error" or "rego_json_error" or PolicyDocuments.MergeFault);
        errors.WriteLine(asJson
            ? new EvaluationOutput { Errors = Worded(faults), Sources = sources }.ToJson()
            : ErrorText.Of(Worded(faults), sources, whileLoading && faults.All(static fault => fault.Location.File.Length > 0)));
    }
}
