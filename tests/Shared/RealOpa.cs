using ShareBroker.Policies.Opa;

namespace ShareBroker.Tests;

/// <summary>The foreign judge of some tests.</summary>
internal static class RealOpa
{
    /// <summary>The program; null, after saying so, where there is none. Continuous integration must have it.</summary>
    /// <param name="cases">What is skipped, for the message.</param>
    public static string? Find(string cases)
    {
        var program = OpaServer.Find();
        if (program is null)
        {
            TestPlaces.SharedIsRequired.ShouldBeFalse("there is no opa on the path or at $OPA; tests/tools/opa.sh builds one");
            Console.WriteLine($"skipped without opa: {cases}");
        }

        return program;
    }
}
