using ShareBroker.Rego.Fuzz.Bytes;

namespace ShareBroker.Rego.Fuzz.Tests;

public sealed class ByteRunTests
{
    [Fact]
    public void Every_reader_takes_its_own_corpus()
    {
        foreach (var target in ByteTargets.All(material: null))
        {
            foreach (var text in target.Corpus)
            {
                try
                {
                    target.Read(text);
                }
                catch (Exception fault) when (target.Name is "source" or "builtins" or "schemas" && target.IsOwn(fault))
                {
                    // A module of the base packs needs its neighbours, some recorded calls fail, and a
                    // schema may forbid what the rule reads by it.
                }
            }
        }
    }

    [Fact]
    public void A_fault_that_a_reader_does_not_promise_is_found()
    {
        var output = new StringWriter();
        var target = new ByteTarget(
            "brittle",
            ["sound text"u8.ToArray()],
            ["x"],
            static octets => throw (octets.Length > 4 ? new InvalidOperationException("brittle") : new FormatException("promised")),
            static fault => fault is FormatException);

        var run = new ByteRun(target, 1, output);
        run.Go(TimeSpan.FromSeconds(2));

        run.Faults.ShouldBeGreaterThan(0);
        output.ToString().ShouldContain("brittle");
    }

    [Fact]
    public void A_short_run_over_every_reader_finds_nothing()
    {
        foreach (var target in ByteTargets.All(material: null))
        {
            var output = new StringWriter();
            var run = new ByteRun(target, 11, output);

            run.Go(TimeSpan.FromSeconds(1));

            run.Faults.ShouldBe(0, output.ToString());
            run.Inputs.ShouldBeGreaterThan(0);
        }
    }
}
