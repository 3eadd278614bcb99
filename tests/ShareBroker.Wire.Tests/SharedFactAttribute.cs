namespace ShareBroker.Wire.Tests;

/// <summary>A test over data that stand beside the repository. Without them it is skipped, and fails where <c>CI</c> is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (SharedFolder.Path is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "the shared folder is not beside the repository; set SHAREBROKER_SHARED";
        }
    }
}
