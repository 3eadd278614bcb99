using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>Holds a document against a schema. Structure here, single values in the other part.</summary>
internal sealed partial class SchemaMatcher(BuiltinContext context)
{
    private const int DepthMax = 300;

    private int _depth;

    /// <summary>Everything that the document breaks, in OPA's order; members are visited in the order of their names.</summary>
    public static SchemaFindings Match(BuiltinContext context, SchemaNode schema, RegoValue document) =>
        new SchemaMatcher(context).Try(schema, document, SchemaPlace.Root);

    private SchemaFindings Try(SchemaNode schema, RegoValue value, SchemaPlace place)
    {
        context.Meter.Allocate(96);
        var findings = new SchemaFindings(context.Meter);
        Visit(schema, value, place, findings);
        return findings;
    }

    private void Visit(SchemaNode schema, RegoValue value, SchemaPlace place, SchemaFindings findings)
    {
        context.Meter.Step();
        if (++_depth > DepthMax)
        {
            throw new BudgetExceededException(BudgetExceededException.Depth, $"matching a schema nests deeper than {DepthMax} levels");
        }

        if (schema.Verdict is not null)
        {
            if (schema.Verdict == false)
            {
                findings.Add(place, "false", "False always fails validation");
            }
        }
        else if (schema.Target is not null)
        {
            Visit(schema.Target, value, place, findings);
        }
        else if (HasType(schema, value, place, findings))
        {
            VisitParts(schema, value, place, findings);
            findings.Credit();
        }

        _depth--;
    }

    private static bool HasType(SchemaNode schema, RegoValue value, SchemaPlace place, SchemaFindings findings)
    {
        var isWhole = value is RegoNumber number && IsWhole(number);
        var type = isWhole ? "integer" : OperandKinds.NameOf(value.Kind);
        if (schema.Types.Count == 0 || schema.Types.Contains(type) || (isWhole && schema.Types.Contains("number")))
        {
            return true;
        }

        var expected = schema.Types.Count == 1 ? schema.Types[0] : $"[{string.Join(',', schema.Types)}]";
        findings.Add(place, "invalid_type", $"Invalid type. Expected: {expected}, given: {type}");
        return false;
    }

    private void VisitParts(SchemaNode schema, RegoValue value, SchemaPlace place, SchemaFindings findings)
    {
        VisitCombinations(schema, value, place, findings);
        switch (value)
        {
            case RegoArray list:
                VisitItems(schema, list, place, findings);
                VisitValue(schema, value, place, findings);
                break;
            case RegoObject members:
                VisitMembers(schema, members, place, findings);
                VisitValue(schema, value, place, findings);
                foreach (var (name, inner) in schema.Properties)
                {
                    context.Meter.Step();
                    if (members.Get(RegoString.Of(name)) is { } member)
                    {
                        Visit(inner, member, new SchemaPlace(name, place), findings);
                    }
                }

                break;
            case RegoNumber number:
                VisitNumber(schema, number, place, findings);
                VisitValue(schema, value, place, findings);
                break;
            case RegoString text:
                VisitValue(schema, value, place, findings);
                VisitText(schema, text.Value, place, findings);
                break;
            default:
                VisitValue(schema, value, place, findings);
                break;
        }
    }

    private void VisitCombinations(SchemaNode schema, RegoValue value, SchemaPlace place, SchemaFindings findings)
    {
        VisitAnyOf(schema, value, place, findings);
        VisitOneOf(schema, value, place, findings);
        var isWhole = true;
        foreach (var one in schema.AllOf)
        {
            var result = Try(one, value, place);
            isWhole &= result.IsEmpty;
            findings.Merge(result);
        }

        if (!isWhole)
        {
            findings.Add(place, "number_all_of", "Must validate all the schemas (allOf)");
        }

        if (schema.Not is not null && Try(schema.Not, value, place).IsEmpty)
        {
            findings.Add(place, "number_not", "Must not validate the schema (not)");
        }

        VisitDependencies(schema, value as RegoObject, place, findings);
        VisitCondition(schema, value, place, findings);
        findings.Credit();
    }

    private void VisitAnyOf(SchemaNode schema, RegoValue value, SchemaPlace place, SchemaFindings findings)
    {
        SchemaFindings? best = null;
        foreach (var one in schema.AnyOf)
        {
            var result = Try(one, value, place);
            if (result.IsEmpty)
            {
                return;
            }

            best = best is null || result.Score > best.Score ? result : best;
        }

        if (best is not null)
        {
            findings.Add(place, "number_any_of", "Must validate at least one schema (anyOf)");
            findings.Merge(best);
        }
    }

    private void VisitOneOf(SchemaNode schema, RegoValue value, SchemaPlace place, SchemaFindings findings)
    {
        SchemaFindings? best = null;
        var count = 0;
        foreach (var one in schema.OneOf)
        {
            var result = Try(one, value, place);
            if (result.IsEmpty)
            {
                count++;
            }
            else if (count == 0 && (best is null || result.Score > best.Score))
            {
                best = result;
            }
        }

        if (schema.OneOf.Count > 0 && count != 1)
        {
            findings.Add(place, "number_one_of", "Must validate one and only one schema (oneOf)");
            if (count == 0)
            {
                findings.Merge(best!);
            }
        }
    }

    private void VisitDependencies(SchemaNode schema, RegoObject? members, SchemaPlace place, SchemaFindings findings)
    {
        if (members is null || schema.Needs.Count + schema.Dependents.Count == 0)
        {
            return;
        }

        foreach (var key in members.Keys)
        {
            var name = JsonWriter.KeyText(key);
            context.Meter.Step();
            foreach (var needed in schema.Needs.GetValueOrDefault(name) ?? [])
            {
                if (members.Get(RegoString.Of(needed)) is null)
                {
                    findings.Add(place, "missing_dependency", $"Has a dependency on {needed}");
                }
            }

            if (schema.Dependents.TryGetValue(name, out var dependent))
            {
                Visit(dependent, members, place, findings);
            }
        }
    }

    private void VisitCondition(SchemaNode schema, RegoValue value, SchemaPlace place, SchemaFindings findings)
    {
        if (schema.If is null)
        {
            return;
        }

        var holds = Try(schema.If, value, place).IsEmpty;
        if ((holds ? schema.Then : schema.Else) is not { } branch)
        {
            return;
        }

        var result = Try(branch, value, place);
        if (!result.IsEmpty)
        {
            findings.Add(
                place,
                holds ? "condition_then" : "condition_else",
                holds ? "Must validate \"then\" as \"if\" was valid" : "Must validate \"else\" as \"if\" was not valid");
            findings.Merge(result);
        }
    }

    private void VisitItems(SchemaNode schema, RegoArray list, SchemaPlace place, SchemaFindings findings)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var inner = schema.Items
                ?? (i < schema.ItemsInOrder.Count ? schema.ItemsInOrder[i] : schema.ItemsInOrder.Count > 0 ? schema.AdditionalItems : null);
            if (inner is not null)
            {
                findings.Merge(Try(inner, list[i], Item(place, i)));
            }
        }

        if (schema.IsItemsClosed && schema.ItemsInOrder.Count > 0 && schema.ItemsInOrder.Count < list.Count)
        {
            findings.Add(place, "array_no_additional_items", "No additional items allowed on array");
        }

        if (list.Count < schema.ItemsMin)
        {
            findings.Add(place, "array_min_items", $"Array must have at least {schema.ItemsMin} items");
        }

        if (list.Count > schema.ItemsMax)
        {
            findings.Add(place, "array_max_items", $"Array must have at most {schema.ItemsMax} items");
        }

        VisitUnique(schema, list, place, findings);
        VisitContains(schema, list, place, findings);
        findings.Credit();
    }

    private void VisitUnique(SchemaNode schema, RegoArray list, SchemaPlace place, SchemaFindings findings)
    {
        if (!schema.IsUnique)
        {
            return;
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var text = CanonicalJson.Write(context, list[i]);
            if (seen.TryGetValue(text, out var earlier))
            {
                findings.Add(place, "unique", $"array items[{earlier},{i}] must be unique");
            }

            seen[text] = i;
        }
    }

    private void VisitContains(SchemaNode schema, RegoArray list, SchemaPlace place, SchemaFindings findings)
    {
        if (schema.Contains is null)
        {
            return;
        }

        SchemaFindings? best = null;
        for (var i = 0; i < list.Count; i++)
        {
            var result = Try(schema.Contains, list[i], Item(place, i));
            if (result.IsEmpty)
            {
                return;
            }

            best = best is null || result.Score > best.Score ? result : best;
        }

        findings.Add(place, "contains", "At least one of the items must match");
        if (best is not null)
        {
            findings.Merge(best);
        }
    }

    private static SchemaPlace Item(SchemaPlace place, int index) => new(index.ToString(CultureInfo.InvariantCulture), place);
}
