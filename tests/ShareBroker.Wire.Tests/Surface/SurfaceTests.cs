using System.Reflection;
using System.Text.RegularExpressions;
using Grpc.Core;
using Grpc.Net.Compression;

namespace ShareBroker.Wire.Tests.Surface;

public sealed partial class SurfaceTests
{
    private const string PublicKeyToken = "d754f35622e28bad";
    private static readonly Assembly Api = typeof(Metadata).Assembly;
    private static readonly Assembly Common = typeof(ICompressionProvider).Assembly;

    [Fact]
    public void Both_assemblies_have_the_identity_that_the_published_packages_ask_for()
    {
        foreach (var (assembly, name) in new[] { (Api, "Grpc.Core.Api"), (Common, "Grpc.Net.Common") })
        {
            var identity = assembly.GetName();

            identity.Name.ShouldBe(name);
            identity.Version.ShouldBe(new Version(2, 0, 0, 0));
            Convert.ToHexStringLower(identity.GetPublicKeyToken()!).ShouldBe(PublicKeyToken);
        }
    }

    [SharedFact]
    public void The_public_face_of_the_core_assembly_is_the_public_one() => FacesAgree(Api, "Grpc.Core.Api.surface.txt");

    [SharedFact]
    public void The_public_face_of_the_common_assembly_is_the_public_one() => FacesAgree(Common, "Grpc.Net.Common.surface.txt");

    [SharedFact]
    public void Every_type_and_member_that_the_published_packages_and_generated_code_ask_for_is_there()
    {
        var offered = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal)
        {
            ["Grpc.Core.Api"] = [.. IntermediateSurface.LinesOf(Api)],
            ["Grpc.Net.Common"] = [.. IntermediateSurface.LinesOf(Common)],
        };
        var asked = SharedFolder.Lines("grpc-api", "referenced.txt")
            .Select(static line => ReferenceLine().Match(line)).Where(static match => match.Success)
            .Select(static match => (Assembly: match.Groups["assembly"].Value, What: match.Groups["what"].Value)).ToArray();

        var missing = asked.Where(one => !offered[one.Assembly].Contains(one.What)).Select(static one => one.What).ToArray();

        asked.Length.ShouldBe(185);
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Trimming_keeps_the_method_that_binds_a_service()
    {
        var constructor = typeof(BindServiceMethodAttribute).GetConstructors().Single();
        var property = typeof(BindServiceMethodAttribute).GetProperty(nameof(BindServiceMethodAttribute.BindType))!;

        const System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes kept =
            System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicMethods
            | System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.NonPublicMethods
            | System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicProperties;
        Kept(constructor.GetParameters()[0]).ShouldBe(kept);
        Kept(property).ShouldBe(kept);

        static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes? Kept(ICustomAttributeProvider place) =>
            place.GetCustomAttributes(inherit: false)
                .OfType<System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute>().SingleOrDefault()?.MemberTypes;
    }

    private static void FacesAgree(Assembly assembly, string file)
    {
        var wanted = WantedLines(SharedFolder.Lines("grpc-api", file)).ToHashSet(StringComparer.Ordinal);
        var found = CSharpSurface.LinesOf(assembly).Where(IsCompared).ToHashSet(StringComparer.Ordinal);

        wanted.Count.ShouldBeGreaterThan(10);
        wanted.Except(found).Order(StringComparer.Ordinal).ShouldBeEmpty("missing");
        found.Except(wanted).Order(StringComparer.Ordinal).ShouldBeEmpty("too much");
    }

    // The version constants of the file are those of a development build; what a debugger shows is comfort and not compared.
    private static bool IsCompared(string line) => !line.Contains("| public const string Current", StringComparison.Ordinal);

    private static IEnumerable<string> WantedLines(IEnumerable<string> lines)
    {
        var header = "";
        foreach (var raw in lines)
        {
            var line = AttributeOfParameter().Replace(raw, "").TrimEnd();
            if (line.StartsWith("public ", StringComparison.Ordinal) || line.StartsWith("protected ", StringComparison.Ordinal))
            {
                header = line;
                yield return line;
            }
            else if (header.Length > 0 && line.StartsWith("    ", StringComparison.Ordinal) && !line.TrimStart().StartsWith('['))
            {
                var member = $"{header} | {line.Trim()}";
                if (IsCompared(member))
                {
                    yield return member;
                }
            }
        }
    }

    [GeneratedRegex(@"(?<=\()\[[^\]]*\] ")]
    private static partial Regex AttributeOfParameter();

    [GeneratedRegex(@"^(?<assembly>Grpc\.Core\.Api|Grpc\.Net\.Common) \| (?<what>.+?)   <- ")]
    private static partial Regex ReferenceLine();
}
