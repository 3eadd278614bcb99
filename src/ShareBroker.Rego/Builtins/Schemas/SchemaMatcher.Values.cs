using System.Numerics;
using ShareBroker.Rego.Builtins.Formatting;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Schemas;

/// <content>Members of objects, numbers, texts, and the values that a schema lists.</content>
internal sealed partial class SchemaMatcher
{
    // Digits after which a power of ten is taken by remainders instead of written out.
    private const int PowerMax = 100_000;

    private static DecimalText Decimal(RegoNumber number) => DecimalText.TryParse(number.Text, out var value)
        ? value
        : throw BuiltinException.Failed("a number is not a JSON number");

    private static bool IsWhole(RegoNumber number) => number.IsInteger || Decimal(number).IsInteger;

    private static string Shown(RegoNumber number) => FloatText.WriteGeneral(Decimal(BigFloat64.Of(number).ToNumber()));

    private void VisitMembers(SchemaNode schema, RegoObject members, SchemaPlace place, SchemaFindings findings)
    {
        if (members.Count < schema.PropertiesMin)
        {
            findings.Add(place, "array_min_properties", $"Must have at least {schema.PropertiesMin} properties");
        }

        if (members.Count > schema.PropertiesMax)
        {
            findings.Add(place, "array_max_properties", $"Must have at most {schema.PropertiesMax} properties");
        }

        foreach (var name in schema.Required)
        {
            context.Meter.Step();
            if (members.Get(RegoString.Of(name)) is null)
            {
                findings.Add(place, "required", $"{name} is required");
            }
            else
            {
                findings.Credit();
            }
        }

        for (var i = 0; i < members.Count; i++)
        {
            VisitMember(schema, JsonWriter.KeyText(members.KeyAt(i)), members.ValueAt(i), place, findings);
        }

        foreach (var key in schema.PropertyNames is null ? [] : members.Keys)
        {
            var name = JsonWriter.KeyText(key);
            var result = Try(schema.PropertyNames!, RegoString.Of(name), place);
            if (!result.IsEmpty)
            {
                findings.Add(place, "invalid_property_name", $"Property name of \"{name}\" does not match");
                findings.Merge(result);
            }
        }

        findings.Credit();
    }

    private void VisitMember(SchemaNode schema, string name, RegoValue value, SchemaPlace place, SchemaFindings findings)
    {
        context.Meter.Step();
        var isMatched = false;
        foreach (var (pattern, inner) in schema.PatternProperties)
        {
            if (pattern.IsMatch(name, context.Meter))
            {
                isMatched = true;
                findings.Merge(Try(inner, value, new SchemaPlace(name, place)));
            }
        }

        if (isMatched)
        {
            findings.Credit();
        }
        else if (schema.PropertyNamesKnown.Contains(name))
        {
            return;
        }
        else if (schema.IsClosed)
        {
            findings.Add(place, "additional_property_not_allowed", $"Additional property {name} is not allowed");
        }
        else if (schema.AdditionalProperties is not null)
        {
            findings.Merge(Try(schema.AdditionalProperties, value, new SchemaPlace(name, place)));
        }
    }

    private void VisitNumber(SchemaNode schema, RegoNumber number, SchemaPlace place, SchemaFindings findings)
    {
        if (schema.MultipleOf is not null && !IsMultiple(number, schema.MultipleOf))
        {
            findings.Add(place, "multiple_of", $"Must be a multiple of {Shown(schema.MultipleOf)}");
        }

        if (schema.Maximum is not null && number.CompareTo(schema.Maximum) > 0)
        {
            findings.Add(place, "number_lte", $"Must be less than or equal to {Shown(schema.Maximum)}");
        }

        if (schema.ExclusiveMaximum is not null && number.CompareTo(schema.ExclusiveMaximum) >= 0)
        {
            findings.Add(place, "number_lt", $"Must be less than {Shown(schema.ExclusiveMaximum)}");
        }

        if (schema.Minimum is not null && number.CompareTo(schema.Minimum) < 0)
        {
            findings.Add(place, "number_gte", $"Must be greater than or equal to {Shown(schema.Minimum)}");
        }

        if (schema.ExclusiveMinimum is not null && number.CompareTo(schema.ExclusiveMinimum) <= 0)
        {
            findings.Add(place, "number_gt", $"Must be greater than {Shown(schema.ExclusiveMinimum)}");
        }

        findings.Credit();
    }

    private bool IsMultiple(RegoNumber number, RegoNumber unit)
    {
        var (left, right) = (Decimal(number), Decimal(unit));
        if (left.Digits.Length == 0)
        {
            return true;
        }

        // left = a × 10^n, right = b × 10^m with whole a and b.
        context.Charge((left.Digits.Length + (long)right.Digits.Length) * 64);
        var (a, b) = (Whole(left), Whole(right));
        var power = left.PointPosition - left.Digits.Length - (right.PointPosition - right.Digits.Length);
        if (power >= 0)
        {
            return (a * BigInteger.ModPow(10, power, b) % b).IsZero;
        }

        // The digits end in no zero, so a further power of ten never divides them.
        return power > -PowerMax && left.Digits.Length > -power && (a % (b * BigInteger.Pow(10, (int)-power))).IsZero;
    }

    private static BigInteger Whole(DecimalText value) =>
        DecimalText.Trimmed(negative: false, value.Digits, value.Digits.Length).ToBigInteger();

    private void VisitText(SchemaNode schema, string text, SchemaPlace place, SchemaFindings findings)
    {
        if (schema.LengthMin is not null || schema.LengthMax is not null)
        {
            context.Meter.Work(text.Length / 8);
            var length = text.EnumerateRunes().Count();
            if (length < schema.LengthMin)
            {
                findings.Add(place, "string_gte", $"String length must be greater than or equal to {schema.LengthMin}");
            }

            if (length > schema.LengthMax)
            {
                findings.Add(place, "string_lte", $"String length must be less than or equal to {schema.LengthMax}");
            }
        }

        if (schema.Pattern is not null && !schema.Pattern.IsMatch(text, context.Meter))
        {
            findings.Add(place, "pattern", $"Does not match pattern '{schema.PatternText}'");
        }

        findings.Credit();
    }

    private void VisitValue(SchemaNode schema, RegoValue value, SchemaPlace place, SchemaFindings findings)
    {
        if (schema.Constant is not null && CanonicalJson.Write(context, value) != schema.Constant)
        {
            findings.Add(place, "const", $"{place.Field()} does not match: {schema.Constant}");
        }

        if (schema.Values is not null && !schema.Values.Contains(CanonicalJson.Write(context, value)))
        {
            context.Meter.Work(schema.Values.Count);
            var allowed = schema.Values.Count == 0 ? "(none)" : string.Join(", ", schema.Values);
            context.Charge(allowed.Length);
            findings.Add(place, "enum", $"{place.Field()} must be one of the following: {allowed}");
        }

        if (schema.Format.Length > 0 && value is RegoString text && !SchemaFormats.Fits(context, schema.Format, text.Value))
        {
            findings.Add(place, "format", $"Does not match format '{schema.Format}'");
        }

        findings.Credit();
    }
}
