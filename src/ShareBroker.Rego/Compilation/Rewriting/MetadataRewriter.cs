using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>Puts what annotations say in the place of <c>rego.metadata.chain()</c> and <c>rego.metadata.rule()</c>: what they give is
/// known when a policy is compiled.</summary>
internal sealed class MetadataRewriter(AnnotationSet annotations, IReadOnlyList<string> package) : TreeRewriter
{
    private Rule? _written;
    private RegoArray _path = RegoArray.Empty;

    /// <summary>Rewrites a rule that was read as <paramref name="written"/>, and its else branches.</summary>
    public Rule Rewrite(Rule rule, Rule written)
    {
        _written = written;
        _path = AnnotationSet.PathOf(rule.Head);
        var (head, body) = (Rewrite(rule.Head), Rewrite(rule.Body));
        var other = rule.Else is null ? null : Rewrite(rule.Else, written.Else ?? written);
        return ReferenceEquals(head, rule.Head) && ReferenceEquals(body, rule.Body) && ReferenceEquals(other, rule.Else)
            ? rule
            : rule with { Head = head, Body = body, Else = other };
    }

    public override Term Rewrite(Term term)
    {
        if (term is not Term.Call { Function: Term.Ref { Head: Term.Var { Name: "rego" } }, Arguments.Count: 0 } call)
        {
            return RewriteParts(term);
        }

        return call.Name switch
        {
            "rego.metadata.chain" => Literal(call.Location, Chain()),
            "rego.metadata.rule" => Literal(call.Location, annotations.Chain(package, _written!, _path).First().Annotation?.Value
                ?? RegoObject.Empty),
            _ => term,
        };
    }

    private RegoArray Chain() => RegoArray.Adopt([.. annotations.Chain(package, _written!, _path).Select(static link =>
    {
        var entry = new RegoObject.Builder().Set(RegoString.Of("path"), link.Path);
        return (link.Annotation is null ? entry : entry.Set(RegoString.Of("annotations"), link.Annotation.Value)).Build();
    })]);

    private static Term Literal(Location place, RegoValue value) => value switch
    {
        RegoArray array => new Term.Array(place, [.. array.Items.ToArray().Select(item => Literal(place, item))]),
        RegoObject entries => new Term.Object(
            place, [.. entries.Keys.ToArray().Select(key => new ObjectEntry(Literal(place, key), Literal(place, entries.Get(key)!)))]),
        _ => new Term.Constant(place, value),
    };
}
