using System.Collections;
using Grpc.Core;

namespace ShareBroker.Wire.Tests.Abstractions;

public sealed class MetadataTests
{
    [Theory]
    [InlineData("x-key", "x-key")]
    [InlineData("X-Key", "x-key")]
    [InlineData("a.b_c-9", "a.b_c-9")]
    [InlineData("", "")]
    public void A_key_is_kept_in_lower_case(string given, string kept) => new Metadata.Entry(given, "v").Key.ShouldBe(kept);

    [Fact]
    public void A_key_in_lower_case_stays_the_very_same_string()
    {
        var key = new string("x-key".ToCharArray());

        new Metadata.Entry(key, "v").Key.ShouldBeSameAs(key);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData(":path")]
    [InlineData("é")]
    [InlineData("\u212a")] // the Kelvin sign, which lowers to an ASCII letter
    [InlineData("a\n")]
    public void A_key_with_any_other_character_is_refused(string key)
    {
        Should.Throw<ArgumentException>(() => new Metadata.Entry(key, "v"));
        Should.Throw<ArgumentException>(() => new Metadata.Entry(key + "-bin", [1]));
    }

    [Theory]
    [InlineData("x-bin")]
    [InlineData("X-BIN")]
    [InlineData("-bin")]
    public void Bytes_need_the_suffix_and_text_must_not_have_it(string binaryKey)
    {
        new Metadata.Entry(binaryKey, [1, 2]).IsBinary.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => new Metadata.Entry(binaryKey, "text"));
        Should.Throw<ArgumentException>(() => new Metadata.Entry("x", [1]));
        new Metadata.Entry("x", "text").IsBinary.ShouldBeFalse();
    }

    [Fact]
    public void Null_keys_and_values_are_refused_by_name()
    {
        Should.Throw<ArgumentNullException>(() => new Metadata.Entry(null!, "v")).ParamName.ShouldBe("key");
        Should.Throw<ArgumentNullException>(() => new Metadata.Entry("k", (string)null!)).ParamName.ShouldBe("value");
        Should.Throw<ArgumentNullException>(() => new Metadata.Entry("k-bin", (byte[])null!)).ParamName.ShouldBe("valueBytes");
    }

    [Fact]
    public void Bytes_are_copied_on_the_way_in_and_at_every_read()
    {
        byte[] given = [1, 2, 3];
        var entry = new Metadata.Entry("k-bin", given);

        given[0] = 9;
        entry.ValueBytes[1] = 9;

        entry.ValueBytes.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Text_can_be_read_as_bytes_and_bytes_not_as_text()
    {
        new Metadata.Entry("k", "Ab").ValueBytes.ShouldBe([0x41, 0x62]);
        Should.Throw<InvalidOperationException>(() => new Metadata.Entry("k-bin", [1]).Value);
    }

    [Fact]
    public void Entries_show_themselves()
    {
        new Metadata.Entry("K", "V").ToString().ShouldBe("[Entry: key=k, value=V]");
        new Metadata.Entry("k-bin", [1]).ToString().ShouldBe("[Entry: key=k-bin, valueBytes=System.Byte[]]");
    }

    [Fact]
    public void The_last_entry_of_a_key_wins_and_case_does_not_matter()
    {
        var metadata = new Metadata { { "a", "1" }, { "b", "2" }, { "A", "3" }, { "c-bin", [4] } };

        metadata.Get("A")!.Value.ShouldBe("3");
        metadata.GetValue("a").ShouldBe("3");
        metadata.GetValueBytes("C-BIN").ShouldBe([4]);
        metadata.GetAll("a").Select(static one => one.Value).ShouldBe(["1", "3"]);
        metadata.Get("absent").ShouldBeNull();
        metadata.GetValue("absent").ShouldBeNull();
        metadata.GetValueBytes("absent").ShouldBeNull();
        metadata.GetAll("absent").ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => metadata.GetValue("c-bin"));
    }

    [Fact]
    public void Changing_the_list_breaks_a_running_enumeration()
    {
        var metadata = new Metadata { { "a", "1" }, { "a", "2" } };

        Should.Throw<InvalidOperationException>(() =>
        {
            foreach (var entry in metadata.GetAll("a"))
            {
                metadata.Add("b", entry.Value);
            }
        });
    }

    [Fact]
    public void The_shared_empty_list_refuses_every_change()
    {
        var entry = new Metadata.Entry("a", "1");
        Action[] changes =
        [
            () => Metadata.Empty.Add(entry),
            () => Metadata.Empty.Add("a", "1"),
            () => Metadata.Empty.Add("a-bin", [1]),
            () => Metadata.Empty.Insert(0, entry),
            () => Metadata.Empty[0] = entry,
            () => Metadata.Empty.Remove(entry),
            () => Metadata.Empty.RemoveAt(0),
            Metadata.Empty.Clear,
        ];

        foreach (var change in changes)
        {
            Should.Throw<InvalidOperationException>(change);
        }

        Metadata.Empty.IsReadOnly.ShouldBeTrue();
        Metadata.Empty.Count.ShouldBe(0);
        new Metadata().IsReadOnly.ShouldBeFalse();
    }

    [Fact]
    public void It_is_a_list_whose_entries_are_compared_by_reference()
    {
        var first = new Metadata.Entry("a", "1");
        var twin = new Metadata.Entry("a", "1");
        var metadata = new Metadata { first };

        metadata.Insert(0, new Metadata.Entry("b", "2"));
        metadata.IndexOf(first).ShouldBe(1);
        metadata.Contains(twin).ShouldBeFalse();
        metadata.Remove(twin).ShouldBeFalse();
        metadata[1] = twin;
        metadata.Remove(twin).ShouldBeTrue();
        metadata.RemoveAt(0);
        metadata.Count.ShouldBe(0);
        metadata.Add(first);

        var copy = new Metadata.Entry[2];
        metadata.CopyTo(copy, 1);
        copy[1].ShouldBeSameAs(first);
        ((IEnumerable)metadata).Cast<Metadata.Entry>().ShouldBe([first]);
        metadata.Clear();
        metadata.ShouldBeEmpty();
    }

    [Fact]
    public void Null_entries_are_refused()
    {
        var metadata = new Metadata { { "a", "1" } };

        Should.Throw<ArgumentNullException>(() => metadata.Add(null!));
        Should.Throw<ArgumentNullException>(() => metadata.Insert(0, null!));
        Should.Throw<ArgumentNullException>(() => metadata[0] = null!);
        Should.Throw<ArgumentNullException>(() => metadata.Get(null!));
    }

    [Fact]
    public void Adding_and_enumerating_text_costs_little_more_than_the_entry()
    {
        var metadata = new Metadata();
        metadata.Add("warm", "up");
        metadata.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        metadata.Add("key", "value");
        var used = GC.GetAllocatedBytesForCurrentThread() - before;

        used.ShouldBeLessThanOrEqualTo(64);
    }
}
