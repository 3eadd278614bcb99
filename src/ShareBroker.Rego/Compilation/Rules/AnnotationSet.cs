using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Rules;

/// <summary>The annotations of all modules by what they hold for.</summary>
internal sealed class AnnotationSet
{
    private readonly Dictionary<Rule, List<Annotation>> _ofRules = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<RegoArray, Annotation> _ofPackages = [];

    // Documents and subpackages: both are found by a path.
    private readonly Dictionary<RegoArray, (Annotation Annotation, RegoArray Path)> _ofPaths = [];

    /// <summary>Nobody wrote an annotation.</summary>
    public bool IsEmpty => _ofRules.Count + _ofPackages.Count + _ofPaths.Count == 0;

    public static RegoArray PathOf(IReadOnlyList<string> package) => RegoArray.Adopt([.. package.Select(RegoString.Of)]);

    /// <summary>The constant beginning of a rule's full path, without <c>data</c>.</summary>
    public static RegoArray PathOf(Head head) =>
        RegoArray.Adopt([.. head.Path.Skip(1).TakeWhile(static part => part is Term.Constant)
            .Select(static part => ((Term.Constant)part).Value)]);

    /// <summary>Adds the annotations of a module, whose rules have their full paths by now.</summary>
    public void Add(Module module, IReadOnlyList<Rule> rules, List<RegoError> errors)
    {
        foreach (var annotation in module.Annotations)
        {
            var target = annotation.Target is { } written ? IndexOf(module.Rules, written) : -1;
            switch (annotation.Scope)
            {
                case Annotation.RuleScope when target >= 0:
                    if (!_ofRules.TryGetValue(module.Rules[target], out var known))
                    {
                        _ofRules[module.Rules[target]] = known = [];
                    }

                    known.Add(annotation);
                    break;
                case Annotation.PackageScope:
                    var package = PathOf(module.Package.Path);
                    if (!_ofPackages.TryAdd(package, annotation))
                    {
                        errors.Add(Redeclared(annotation, _ofPackages[package]));
                    }

                    break;
                case Annotation.DocumentScope when target >= 0:
                    AddPath(PathOf(rules[target].Head), annotation, errors);
                    break;
                case Annotation.SubpackagesScope:
                    AddPath(PathOf(module.Package.Path), annotation, errors);
                    break;
            }
        }
    }

    /// <summary>The annotations that hold for a definition, with the path each holds for: nearest first. The first is the definition's
    /// own; it has none when none was written.</summary>
    /// <param name="package">The package of the module.</param>
    /// <param name="written">The rule as it was read.</param>
    /// <param name="path">The constant beginning of its path.</param>
    public IEnumerable<(RegoArray Path, Annotation? Annotation)> Chain(IReadOnlyList<string> package, Rule written, RegoArray path)
    {
        if (_ofRules.TryGetValue(written, out var own))
        {
            foreach (var annotation in own.OrderByDescending(static annotation => annotation.Location.Row))
            {
                yield return (path, annotation);
            }
        }
        else
        {
            yield return (path, null);
        }

        if (_ofPaths.TryGetValue(path, out var document))
        {
            yield return (document.Path, document.Annotation);
        }

        var home = PathOf(package);
        if (_ofPackages.TryGetValue(home, out var inPackage))
        {
            yield return (home, inPackage);
        }

        for (var length = package.Count; length > 0; length--)
        {
            if (_ofPaths.TryGetValue(RegoArray.Of(home.Items[..length]), out var around))
            {
                yield return (around.Path, around.Annotation);
            }
        }
    }

    private void AddPath(RegoArray path, Annotation annotation, List<RegoError> errors)
    {
        if (!_ofPaths.TryAdd(path, (annotation, path)))
        {
            errors.Add(Redeclared(annotation, _ofPaths[path].Annotation));
        }
    }

    private static int IndexOf(IReadOnlyList<Rule> rules, Rule rule)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (ReferenceEquals(rules[i], rule))
            {
                return i;
            }
        }

        return -1;
    }

    private static RegoError Redeclared(Annotation annotation, Annotation first) =>
        new(ErrorCodes.Type, $"{annotation.Scope} annotation redeclared: {first.Location}", annotation.Location);
}
