using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Types;

internal sealed partial class TypeChecker
{
    private bool Unify(Term a, RegoType? typeA, Term b, RegoType? typeB, TypeScope scope)
    {
        var (knownA, knownB) = (IsKnown(typeA), IsKnown(typeB));
        if (knownA && knownB)
        {
            return TypeUnification.Unifies(typeA, typeB);
        }

        if (knownA || knownB)
        {
            return knownA ? Unify(b, typeA!, scope, union: false) : Unify(a, typeB!, scope, union: false);
        }

        return (a, b) switch
        {
            (Term.Array x, Term.Array y) =>
                x.Items.Count == y.Items.Count && x.Items.Zip(y.Items).All(pair => UnifyTerms(pair.First, pair.Second, scope)),
            (Term.Object x, Term.Object y) => UnifyObjects(x, y, scope),
            (Term.Array or Term.Object or Term.Var, Term.Var) => Infer(a, b, scope),
            (Term.Var, Term.Array or Term.Object) => Infer(b, a, scope),
            _ => false,
        };
    }

    private bool UnifyTerms(Term a, Term b, TypeScope scope) => Unify(a, TypeOf(a, scope), b, TypeOf(b, scope), scope);

    // Nothing is known of either side: the first may be anything, and the other what the first is then.
    private bool Infer(Term a, Term b, TypeScope scope) =>
        Unify(a, Types.Anything, scope, union: false) && Unify(b, TypeOf(a, scope) ?? Types.Anything, scope, union: false);

    private bool UnifyObjects(Term.Object a, Term.Object b, TypeScope scope)
    {
        if (a.Entries.Count != b.Entries.Count)
        {
            return false;
        }

        foreach (var entry in a.Entries)
        {
            var key = entry.Key.ToString();
            var index = b.Entries.Select(static other => other.Key.ToString()).ToList().IndexOf(key);
            if (index < 0 || !UnifyTerms(entry.Value, b.Entries[index].Value, scope))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a type and all of its parts are known.</summary>
    private static bool IsKnown(RegoType? type) => type switch
    {
        null => false,
        RegoType.Array array => array.Items.All(IsKnown) && (array.Rest is null || IsKnown(array.Rest)),
        RegoType.Object members => members.Known.Values.All(IsKnown)
            && (!members.IsOpen || (IsKnown(members.Key) && IsKnown(members.Value))),
        RegoType.Set set => IsKnown(set.Of),
        _ => true,
    };

    // Matches a term against a type and gives variables in it the types of their places; `union` widens what they have.
    private bool Unify(Term term, RegoType type, TypeScope scope, bool union)
    {
        switch (term)
        {
            case Term.Var variable when union:
                scope.Put(variable.Name, Types.Or(scope.Find(variable.Name), type));
                return true;
            case Term.Var variable:
                if (scope.Find(variable.Name) is { } known)
                {
                    return TypeUnification.Unifies(known, type);
                }

                scope.Put(variable.Name, type);
                return true;
            case Term.Array or Term.Object or Term.Set when type is RegoType.Any any:
                return UnifyAny(term, any, scope);
            case Term.Array array:
                return type is RegoType.Array arrayType && UnifyArray(array, arrayType, scope, union);
            case Term.Object entries:
                return type is RegoType.Object objectType && UnifyObject(entries, objectType, scope, union);
            case Term.Set set:
                return type is RegoType.Set setType && set.Items.All(item => Unify(item, setType.Of ?? Types.Anything, scope, union));
            default:
                return TypeUnification.Unifies(TypeOf(term, scope), type);
        }
    }

    private bool UnifyAny(Term term, RegoType.Any any, TypeScope scope)
    {
        if (any.Of.Count > 0)
        {
            // All alternatives are tried: each adds its types to the variables.
            return any.Of.Aggregate(false, (found, one) => Unify(term, one, scope, union: true) || found);
        }

        IEnumerable<Term> parts = term switch
        {
            Term.Array array => array.Items,
            Term.Set set => set.Items,
            Term.Object entries => entries.Entries.SelectMany(static entry => new[] { entry.Key, entry.Value }),
            _ => [],
        };
        foreach (var part in parts)
        {
            Unify(part, Types.Anything, scope, union: true);
        }

        return true;
    }

    private bool UnifyArray(Term.Array array, RegoType.Array type, TypeScope scope, bool union)
    {
        if (array.Items.Count != type.Items.Count && type.Rest is null)
        {
            return false;
        }

        for (var i = 0; i < array.Items.Count; i++)
        {
            if (!Unify(array.Items[i], type.At(i) ?? Types.Anything, scope, union))
            {
                return false;
            }
        }

        return true;
    }

    private bool UnifyObject(Term.Object entries, RegoType.Object type, TypeScope scope, bool union)
    {
        // A key that is written twice is one.
        var count = entries.Entries.Select(static entry => entry.Key.ToString()).Distinct(StringComparer.Ordinal).Count();
        if (count != type.Known.Count && type.Value is null)
        {
            return false;
        }

        foreach (var (key, value) in entries.Entries)
        {
            if (WrittenValue.Of(key) is not { } constant)
            {
                // Under a name that only the evaluation knows lies what may lie under any.
                if (!Unify(value, Types.Values(type) ?? Types.Anything, scope, union))
                {
                    return false;
                }
            }
            else if (Types.Select(type, constant) is not { } part || !Unify(value, part, scope, union))
            {
                return false;
            }
        }

        return true;
    }
}
