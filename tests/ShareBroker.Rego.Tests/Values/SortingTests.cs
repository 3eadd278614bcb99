using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Values;

/// <summary>Sets and objects come sorted whatever the way in which they are sorted.</summary>
public sealed class SortingTests
{
    private static readonly string[] Parts = ["", "a", "aaaa", "aaaaaaaaaaaaaaaa", "b", "\0", "\u00fc", "\ud7ff", "\ue000", "\uffff",
        "\ud83d\ude00", "\ud800\udc00"];

    [Fact]
    public void Texts_come_in_the_order_of_their_code_points()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var start = Text(random);
            var texts = Enumerable.Range(0, random.Next(2, 90)).Select(_ => start + Text(random)).Distinct(StringComparer.Ordinal)
                .ToArray();
            var expected = texts.Order(Comparer<string>.Create(static (left, right) => ByOctets(left, right))).ToArray();

            var set = RegoSet.Of([.. texts.Select(RegoString.Of)]);
            var obj = new RegoObject.Builder();
            foreach (var text in texts)
            {
                obj.Set(RegoString.Of(text), RegoString.Of("of " + text));
            }

            var built = obj.Build();
            set.Items.ToArray().Select(static item => ((RegoString)item).Value).ShouldBe(expected, $"seed {seed}");
            built.Keys.ToArray().Select(static item => ((RegoString)item).Value).ShouldBe(expected, $"seed {seed}");
            built.ValuesByKey.ToArray().Select(static item => ((RegoString)item).Value)
                .ShouldBe(expected.Select(static text => "of " + text), $"seed {seed}");
        }
    }

    [Fact]
    public void Values_of_several_kinds_come_in_their_total_order()
    {
        RegoValue[] values =
            [.. Enumerable.Range(0, 40).Select(static value => RegoNumber.Of(40 - value)), RegoString.Of("b"), RegoString.Of("a"),
                RegoNull.Value];

        RegoSet.Of(values).Items.ToArray()
            .ShouldBe([RegoNull.Value, .. Enumerable.Range(1, 40).Select(static value => RegoNumber.Of(value)),
            RegoString.Of("a"), RegoString.Of("b")]);
    }

    // Records in rows share their keys; whatever their order, each is what it is alone.
    [Fact]
    public void Rows_hold_what_each_record_holds()
    {
        string[] keys = ["k", "b", "a", "zz", "m", "k2", "c", "d", "e", "f", "g", "h", "i", "j", "l", "n", "o", "p", "q"];
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var few = keys[..random.Next(1, keys.Length)];
            var records = Enumerable.Range(0, 12).Select(_ => Record(random, few)).ToArray();
            var rows = (RegoArray)RegoJson.Parse($"[{string.Join(", ", records)}]");
            var read = RegoPolicy.Compile(
                [new RegoSource("rows.rego", "package reading\nall := [(object.get(x, \"k\", 0) == field(x)) | some x in data.rows]\n"
                + "field(x) := x.k\nfield(x) := 0 if not x.k\nkept := [x.k | some x in data.rows]")],
                    new RegoObject.Builder().Set(RegoString.Of("rows"), rows).Build());

            for (var i = 0; i < records.Length; i++)
            {
                var alone = (RegoObject)RegoJson.Parse(records[i]);
                var row = (RegoObject)rows[i];
                row.ShouldBe(alone);
                row.GetHashCode().ShouldBe(alone.GetHashCode());
                RegoJson.Write(row).ShouldBe(RegoJson.Write(alone));
                row.Keys.ToArray().ShouldBe(alone.Keys.ToArray().Order());
                row.Keys.ToArray().ShouldAllBe(key => row.Get(key)!.Equals(alone.Get(key)));
            }

            var kept = read.Prepare("data.reading.kept").Evaluate(null, Evaluation.Evaluating.Ample, Evaluation.Evaluating.World, default)
                .Value!;
            kept.ToString().ShouldBe("[" + string.Join(", ", rows.Items.ToArray()
                .Select(static row => ((RegoObject)row).Get(RegoString.Of("k"))).Where(static value => value is not null)) + "]",
                    $"seed {seed}");
            read.Prepare("data.reading.all").Evaluate(null, Evaluation.Evaluating.Ample, Evaluation.Evaluating.World, default)
                .Value!.ToString()
                .ShouldNotContain("false");
        }
    }

    private static string Record(Random random, string[] keys)
    {
        var some = keys.Where(_ => random.Next(8) > 0).ToArray();
        if (random.Next(3) == 0)
        {
            random.Shuffle(some);
        }

        return "{" + string.Join(", ", some.Select(key => $"\"{key}\": {random.Next(1, 4)}")) + "}";
    }

    private static int ByOctets(string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan()
        .SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 4))
        .Select(_ => Parts[random.Next(Parts.Length)]));
}
