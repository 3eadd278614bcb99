using System.Text;
using ShareBroker.Rego;

namespace ShareBroker.Cli.Rego;

/// <summary>The command <c>rego fmt</c>: files in the order of their names, as far as the first that cannot be formatted.</summary>
internal sealed class RegoFormat(RegoFormatOptions format, FormatShown shown, bool fails, TextWriter output)
{
    private const string Input = "stdin";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Gives 0; 2 when a file cannot be read or formatted, or when it would change and that is to fail.</summary>
    public int Run(IReadOnlyList<string> paths, TextWriter errors)
    {
        try
        {
            foreach (var path in paths.Count == 0 ? ["-"] : paths)
            {
                var fault = path == "-" ? OfInput() : Files(path).Select(OfFile).FirstOrDefault(static fault => fault is not null);
                if (fault is not null)
                {
                    errors.WriteLine(fault);
                    return 2;
                }
            }

            return 0;
        }
        catch (RegoException fault)
        {
            errors.WriteLine($"failed to format Rego source file: {Message(fault)}");
            return 2;
        }
        catch (DecoderFallbackException)
        {
            errors.WriteLine("failed to format Rego source file: the text is not UTF-8");
            return 2;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"failed to open file: {fault.Message}");
            return 2;
        }
    }

    private string? OfInput()
    {
        using var buffer = new MemoryStream();
        using var input = Console.OpenStandardInput();
        input.CopyTo(buffer);
        return Format(Input, buffer.ToArray());
    }

    private string? OfFile(string file) => Format(file, File.ReadAllBytes(file));

    // The sentence that ends the run; null when it goes on.
    private string? Format(string file, byte[] bytes)
    {
        var text = StrictUtf8.GetString(bytes);
        var formatted = RegoFormatter.Format(new RegoSource(file, text), format);
        var changes = formatted != text;
        switch (shown)
        {
            case FormatShown.Names when changes:
                output.WriteLine(file);
                break;
            case FormatShown.Difference when changes:
                output.Write(LineDifference.Of(file, text, formatted));
                break;
            case FormatShown.Text or FormatShown.Nothing when changes && fails:
                break;
            case FormatShown.Nothing when changes && file != Input:
                File.WriteAllBytes(file, StrictUtf8.GetBytes(formatted));
                break;
            case FormatShown.Text:
                output.Write(formatted);
                break;
        }

        return changes && fails ? "unexpected diff" : null;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [path] : throw new FileNotFoundException($"there is no file or folder '{path}'");
        }

        return Directory.EnumerateFileSystemEntries(path)
            .OrderBy(static entry => Path.GetFileName(entry), StringComparer.Ordinal)
            .SelectMany(static entry => Directory.Exists(entry)
                ? new DirectoryInfo(entry).LinkTarget is null ? Files(entry) : []
                : Path.GetExtension(entry) == ".rego" ? [entry] : (IEnumerable<string>)[]);
    }

    private static string Message(RegoException fault) => fault.Errors.Count == 1
        ? $"1 error occurred: {fault.Errors[0]}"
        : $"{fault.Errors.Count} errors occurred:\n{string.Join('\n', fault.Errors)}";
}
