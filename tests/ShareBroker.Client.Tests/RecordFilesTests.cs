using System.Text;
using ShareBroker.Client.Holding;

namespace ShareBroker.Client.Tests;

public sealed class RecordFilesTests
{
    private const string Record = """
        {"subject.birth_date": {"value": "2010-05-14", "basis": "fact", "version": "3"},
         "needs.detail": {"value": "tutoring", "origin_purpose": "support.needs_assessment", "reviewed": true},
         "work.employer": {"value": null}}
        """;

    private const string OwnLayout = """{"person": {"born": "2010-05-14", "home": {"town": "Dijon"}}, "tags": ["a"]}""";

    private const string Mapping = """
        {"paths": {"subject.birth_date": {"from": "person.born", "basis": "fact"}, "contact.area": {"from": "person.home.town"},
                   "contact.address": {"from": "person.home.street"}}}
        """;

    [Fact]
    public void Only_the_paths_of_the_order_are_read_with_their_provenance()
    {
        var values = Files(mapping: null).Values(Encoding.UTF8.GetBytes(Record), ["needs.detail", "subject.birth_date"], "file-7");

        values.Select(value => value.Path).ShouldBe(["needs.detail", "subject.birth_date"]);
        values[0].OriginPurpose.ShouldBe("support.needs_assessment");
        values[0].Reviewed.ShouldBeTrue();
        values[0].Version.ShouldBe("file-7");
        values[1].Basis.ShouldBe("fact");
        values[1].Version.ShouldBe("3");
        Encoding.UTF8.GetString(values[1].ValueJson.Span).ShouldBe("\"2010-05-14\"");
    }

    [Theory]
    [InlineData("work.employer")]
    [InlineData("subject.photo")]
    public void A_path_without_a_value_is_left_out(string path) =>
        Files(mapping: null).Values(Encoding.UTF8.GetBytes(Record), [path], "1").ShouldBeEmpty();

    [Fact]
    public void A_holder_keeps_its_own_layout_behind_a_mapping()
    {
        var mapped = Files(RecordMapping.Parse(Encoding.UTF8.GetBytes(Mapping)))
            .Values(Encoding.UTF8.GetBytes(OwnLayout), ["subject.birth_date", "contact.area", "contact.address", "subject.photo"], "1");

        mapped.Select(value => value.Path).ShouldBe(["subject.birth_date", "contact.area"]);
        Encoding.UTF8.GetString(mapped[1].ValueJson.Span).ShouldBe("\"Dijon\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"subject.photo\": 5")]
    public void A_file_that_is_no_record_is_an_error_without_a_value(string json)
    {
        var fault = Should.Throw<RecordFileException>(() => Files(mapping: null).Values(Encoding.UTF8.GetBytes(json), ["subject.photo"],
            "1"));

        fault.Message.ShouldBe("a record file is not a JSON object of values");
    }

    [Fact]
    public void A_record_cut_at_every_length_is_read_or_refused_and_never_crashes()
    {
        var whole = Encoding.UTF8.GetBytes(Record);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole.AsMemory(0, length);
            Should.Throw<RecordFileException>(() => Files(mapping: null).Values(cut, ["needs.detail"], "1"), $"cut at {length}");
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"paths\": 1}")]
    [InlineData("{\"paths\": {\"subject.photo\": {}}}")]
    [InlineData("nothing")]
    public void A_mapping_that_is_none_is_refused(string json) =>
        Should.Throw<RecordFileException>(() => RecordMapping.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_mapping_says_everything_that_is_wrong_with_it_and_where()
    {
        const string Wrong = """
            {"path": [1],
             "paths": {"subject.nme": {"from": "person.name"},
              "contact.phone": {"basis": "rumour", "form": "x"},
              "contact.area": {"from": "a..b", "origin_purpose": "support", "reviewed": "yes"},
              "work.status": "job"}}
            """;

        var fault = Should.Throw<RecordFileException>(() => RecordMapping.Parse(Encoding.UTF8.GetBytes(Wrong)));

        fault.Code.ShouldBe("mapping_malformed");
        fault.Message.Split('\n').ShouldBe([
            "1:2: the member 'path' is not known; a mapping has only 'paths'",
            "2:12: the path 'subject.nme' is not in the field catalogue; "
                + "it has subject.age_band, subject.birth_date, subject.ethnic_origin",
            "3:30: 'basis' is 'fact' or 'personal_assessment'",
            "3:40: the member 'form' is not known; an entry has 'from', 'origin_purpose', 'basis' and 'reviewed'",
            "3:3: 'contact.phone' does not say where it comes from; add 'from'",
            "4:28: 'from' names members of the record, separated by dots",
            "4:54: 'origin_purpose' is a purpose or 'none'",
            "4:77: 'reviewed' is true or false",
            "5:18: 'work.status' is an object with 'from'",
        ]);
    }

    [Fact]
    public void A_mapping_cut_at_every_length_is_refused_with_a_place()
    {
        var whole = Encoding.UTF8.GetBytes(Mapping);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole.AsMemory(0, length);
            Should.Throw<RecordFileException>(() => RecordMapping.Parse(cut), $"cut at {length}").Message.ShouldStartWith("1:1: ");
        }
    }

    [Theory]
    [InlineData("contact.address", "municipality/1", "contact.area")]
    [InlineData("needs.detail", "service_type", "needs.service_types")]
    [InlineData("subject.birth_date", "age_band/1", "subject.birth_date")]
    [InlineData("contact.phone", "", "contact.phone")]
    public void A_holder_knows_which_path_an_order_may_ask_for(string path, string scheme, string asked) =>
        GeneralisationTargets.PathOf(path, scheme).ShouldBe(asked);

    private static RecordFiles Files(RecordMapping? mapping) => new(Path.GetTempPath(), mapping);
}
