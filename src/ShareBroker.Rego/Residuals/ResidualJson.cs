using System.Text.Encodings.Web;
using System.Text.Json;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>Writes syntax trees as the reference implementation's JSON has them.</summary>
internal static class ResidualJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IReadOnlyList<IReadOnlyList<Expr>> queries, IReadOnlyList<SupportModule> support)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            if (queries.Count > 0)
            {
                json.WritePropertyName("queries");
                List(json, queries, Write);
            }

            if (support.Count > 0)
            {
                json.WritePropertyName("support");
                List(json, support, Write);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void List<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static void Member<T>(Utf8JsonWriter json, string name, T item, Action<Utf8JsonWriter, T> write)
    {
        json.WritePropertyName(name);
        write(json, item);
    }

    private static void Write(Utf8JsonWriter json, SupportModule module)
    {
        json.WriteStartObject();
        json.WriteStartObject("package");
        json.WritePropertyName("path");
        json.WriteStartArray();
        Typed(json, "var", "data");
        foreach (var part in module.Package)
        {
            Typed(json, "string", part);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WritePropertyName("rules");
        List(json, module.Rules, Write);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Rule rule)
    {
        json.WriteStartObject();
        json.WritePropertyName("body");
        var body = rule.Body.Exprs.Count > 0 ? rule.Body.Exprs
            : [new Expr(rule.Location, new Statement.Claim(Ground.Known(RegoBoolean.True)))];
        Write(json, body);
        if (rule.IsDefault)
        {
            json.WriteBoolean("default", true);
        }

        json.WriteStartObject("head");
        json.WriteString("name", TermPrinter.Plain(rule.Head.Path[0]));
        if (rule.Head.Arguments is { } arguments)
        {
            json.WritePropertyName("args");
            List(json, arguments, Write);
        }

        if (rule.Head.Key is { } key)
        {
            Member(json, "key", key, Write);
        }

        if (rule.Head.Value is { } value)
        {
            Member(json, "value", value, Write);
        }

        json.WritePropertyName("ref");
        List(json, rule.Head.Path, Write);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Expr> body)
    {
        json.WriteStartArray();
        for (var i = 0; i < body.Count; i++)
        {
            Write(json, body[i], i);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Expr expr, int index)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        if (expr.Negated)
        {
            json.WriteBoolean("negated", true);
        }

        json.WritePropertyName("terms");
        switch (expr.Statement)
        {
            case Statement.Every every:
                Write(json, every);
                break;
            case Statement.Claim { Term: Term.Call call }:
                List(json, call.Arguments.Prepend(FunctionOf(call)), Write);
                break;
            case Statement.Claim claim:
                Write(json, claim.Term);
                break;
        }

        if (expr.Withs.Count > 0)
        {
            json.WritePropertyName("with");
            List(json, expr.Withs, Write);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, With with)
    {
        json.WriteStartObject();
        Member(json, "target", with.Target, Write);
        Member(json, "value", with.Value, Write);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Statement.Every every)
    {
        json.WriteStartObject();
        Member(json, "body", every.Body.Exprs, Write);
        Member(json, "domain", every.Domain, Write);
        if (every.Key is null)
        {
            json.WriteNull("key");
        }
        else
        {
            Member(json, "key", every.Key, Write);
        }

        Member(json, "value", every.Value, Write);
        json.WriteEndObject();
    }

    // A function's name is a reference there, also when it is one word.
    private static Term FunctionOf(Term.Call call) =>
        call.Function is Term.Var name ? new Term.Ref(name.Location, name, []) : call.Function;

    private static void Write(Utf8JsonWriter json, Term term)
    {
        switch (term)
        {
            case Term.Constant constant:
                Write(json, constant.Value);
                return;
            case Term.Var variable:
                Typed(json, "var", variable.Name);
                return;
        }

        json.WriteStartObject();
        json.WriteString("type", TermPrinter.KindOf(term));
        json.WritePropertyName("value");
        switch (term)
        {
            case Term.Ref reference:
                List(json, reference.Operands.Prepend(reference.Head), Write);
                break;
            case Term.Array array:
                List(json, array.Items, Write);
                break;
            case Term.Set set:
                List(json, set.Items, Write);
                break;
            case Term.Object entries:
                List(json, entries.Entries, static (writer, entry) => List(writer, [entry.Key, entry.Value], Write));
                break;
            case Term.Call call:
                List(json, call.Arguments.Prepend(FunctionOf(call)), Write);
                break;
            default:
                Closure(json, term);
                break;
        }

        json.WriteEndObject();
    }

    private static void Closure(Utf8JsonWriter json, Term term)
    {
        json.WriteStartObject();
        Member(json, "body", TreeWalk.BodyOf(term)!.Exprs, Write);
        var heads = TreeWalk.HeadsOf(term);
        string[] names = heads.Count == 1 ? ["term"] : ["key", "value"];
        for (var i = 0; i < names.Length; i++)
        {
            Member(json, names[i], heads[i], Write);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RegoValue value)
    {
        json.WriteStartObject();
        json.WriteString("type", value.Kind.ToString().ToLowerInvariant());
        switch (value)
        {
            case RegoArray array:
                json.WritePropertyName("value");
                List(json, array.Items.ToArray(), Write);
                break;
            case RegoSet set:
                json.WritePropertyName("value");
                List(json, set.Items.ToArray(), Write);
                break;
            case RegoObject entries:
                json.WritePropertyName("value");
                List(json, entries.Keys.ToArray(), (writer, key) => List(writer, [key, entries.Get(key)!], Write));
                break;
            case RegoNull:
                break;
            default:
                json.WritePropertyName("value");
                json.WriteRawValue(RegoJson.Write(value));
                break;
        }

        json.WriteEndObject();
    }

    private static void Typed(Utf8JsonWriter json, string type, string value)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}
