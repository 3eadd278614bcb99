namespace ShareBroker.Receipts.Tests.Vectors;

/// <summary>A test that needs the vectors: skipped where they are not, but never on the build server.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (SharedData.Root is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "the shared test vectors are not beside the repository";
        }
    }
}
