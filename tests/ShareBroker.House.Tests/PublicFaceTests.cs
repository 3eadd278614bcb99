using System.Reflection;
using System.Text;

namespace ShareBroker.House.Tests;

/// <summary>The public face of each library stands in a text file, so that changing it is a visible difference.</summary>
public sealed class PublicFaceTests
{
    public static TheoryData<string> Libraries =>
    [
        "ShareBroker.Rego", "ShareBroker.Receipts", "ShareBroker.Policies", "ShareBroker.Disclosure", "ShareBroker.Client",
            "ShareBroker.Holders", "ShareBroker.Storage",
    ];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_face_is_the_approved_one(string library)
    {
        var file = Path.Combine(Repository.Root, "tests", "ShareBroker.House.Tests", "PublicFaces", library + ".txt");
        var face = Face(Assembly.Load(library));
        if (Environment.GetEnvironmentVariable("APPROVE_PUBLIC_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, face);
        }

        File.Exists(file).ShouldBeTrue($"approve the face of {library} with APPROVE_PUBLIC_API=1");
        face.ShouldBe(File.ReadAllText(file), "approve with APPROVE_PUBLIC_API=1 when the change is meant");
    }

    private static string Face(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append('\n');
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => member is not MethodInfo { IsSpecialName: true } and not Type && !IsCompilerMade(member))
                .Select(member => "    " + member)
                .Order(StringComparer.Ordinal);
            foreach (var member in members)
            {
                text.Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    // Records bring members that say nothing beyond the record itself.
    private static bool IsCompilerMade(MemberInfo member) =>
        member.Name is "ToString" or "GetHashCode" or "Equals" or "Deconstruct" or "<Clone>$" || member.Name.StartsWith('<');

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        _ => typeof(Delegate).IsAssignableFrom(type) ? "delegate" : "class",
    };
}
