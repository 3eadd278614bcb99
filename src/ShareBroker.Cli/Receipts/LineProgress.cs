namespace ShareBroker.Cli.Receipts;

/// <summary>Counts on one line of a terminal; silent where nobody looks.</summary>
internal sealed class LineProgress(TextWriter error, bool isSilent) : IProgress<long>
{
    private const long Every = 16 * 256;

    public void Report(long value)
    {
        if (!isSilent && value % Every == 0)
        {
            error.Write($"\r{value} entries");
        }
    }

    public void Finish()
    {
        if (!isSilent)
        {
            error.Write("\r                              \r");
        }
    }
}
