using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>Puts a function of a module of its own in the place of builtins, wherever a program calls them.</summary>
internal sealed class CallRewriter(Func<string, bool> isMeant) : TreeRewriter
{
    public const string Package = "fuzzproof";

    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    /// <summary>The builtins that were found.</summary>
    public IReadOnlyCollection<string> Found => _found;

    /// <summary>Whether calls of a builtin can be taken apart: functions of their operands, computed here, that are no part of the
    /// language's own machinery. That of tokens has the time for another operand, which is the same for both engines here.</summary>
    public static bool IsPlain(string name) =>
        BuiltinRegistry.All.TryGetValue(name, out var builtin) && builtin.Function is not null
        && builtin.Signature.ArgumentTypes.Count > 0 && !builtin.Signature.IsVariadic
        && name is not ("eq" or "assign" or "print" or "trace" or "rand.intn" or "uuid.rfc4122" or "http.send" or "net.lookup_ip_addr")
        && (!name.StartsWith("internal.", StringComparison.Ordinal) || name.StartsWith("internal.member_", StringComparison.Ordinal));

    /// <summary>The name of the function that stands in for a builtin.</summary>
    public static string Substitute(string builtin) => "w_" + builtin.Replace('.', '_');

    /// <summary>The program with the calls replaced; null when a module of it does not parse. The functions are not in it.</summary>
    public FuzzProgram? Apply(FuzzProgram program)
    {
        var modules = new List<Node>();
        foreach (var node in program.Modules)
        {
            if (Parser.ParseModule("m", node.ToString(), program.Version).Result is not { } module)
            {
                return null;
            }

            modules.Add(SyntaxNodes.Of(
                module with { Rules = [.. module.Rules.Select(Rewrite)] }, program.IsV0 && !CaseMaterial.ImportsV1(module)));
        }

        var queries = program.Queries.Select(query =>
            Parser.ParseQuery("q", query.ToString()).Result is { } body ? SyntaxNodes.Of(Rewrite(body)) : query);
        return program with { Modules = modules, Queries = program.IsStrict ? program.Queries : [.. queries] };
    }

    // The in of a declaration is no call.
    public override Statement Rewrite(Statement statement) => statement is Statement.Some some
        ? some with { Symbols = [.. some.Symbols.Select(term => term is Term.Call call ? RewriteArguments(call) : term)] }
        : base.Rewrite(statement);

    // An undefined side of an equation satisfies the not before it, an undefined argument of a function does not.
    public override Expr Rewrite(Expr expr) => expr is { Negated: true, Call: { Name: "equal" } call }
        ? expr with
        {
            Statement = new Statement.Claim(RewriteArguments(call)),
            Withs = [.. expr.Withs.Select(Rewrite)],
        }
        : base.Rewrite(expr);

    public override Term Rewrite(Term term)
    {
        if (term is not Term.Call call)
        {
            return base.Rewrite(term);
        }

        var rewritten = RewriteArguments(call);
        if (!isMeant(call.Name))
        {
            return rewritten;
        }

        _found.Add(call.Name);
        return rewritten with
        {
            Function = new Term.Ref(
                Location.None,
                new Term.Var(Location.None, "data"),
                [Step(Package), Step(Substitute(call.Name))]),
        };
    }

    private Term.Call RewriteArguments(Term.Call call) => call with { Arguments = RewriteAll(call.Arguments) };

    private static Term.Constant Step(string name) => new(Location.None, RegoString.Of(name));
}
