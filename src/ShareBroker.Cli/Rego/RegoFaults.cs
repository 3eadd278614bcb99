using ShareBroker.Policies;
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
        catch (RegoException fault)
        {
            Write(fault.Errors, asJson, errors, sources?.Invoke() ?? []);
        }
        catch (PolicyException fault)
        {
            Write([new RegoError(fault.Code, fault.Message, Location.None)], asJson, errors, []);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            var path = (fault as FileNotFoundException)?.FileName is { } file ? Path.GetRelativePath(".", file) : "folder";
            errors.WriteLine($"1 error occurred during loading: stat {path}: no such file or directory");
        }

        return status;
    }

    private static void Write(IReadOnlyList<RegoError> faults, bool asJson, TextWriter errors, IReadOnlyList<RegoSource> sources)
    {
        var whileLoading = faults.All(static fault => fault.Code is "rego_parse_error" or "rego_json_error" or PolicyDocuments.MergeFault);
        errors.WriteLine(asJson
            ? new EvaluationOutput { Errors = faults, Sources = sources }.ToJson()
            : ErrorText.Of(faults, sources, whileLoading && faults.All(static fault => fault.Location.File.Length > 0)));
    }
}
