using System.Text;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tests;

public sealed class PolicyDataTests
{
    [Fact]
    public void Data_stand_under_the_path_of_their_folder_and_merge_member_by_member()
    {
        var merged = PolicyData.Merge([File("data.json", """{"a":{"x":1}}"""), File("a/data.json", """{"y":2}"""), File("a/b/more.json", """{"z":[3]}""")]);

        merged.ShouldBe(RegoJson.Parse("""{"a":{"x":1,"y":2,"b":{"z":[3]}}}"""));
    }

    [Fact]
    public void Two_files_that_give_the_same_member_are_refused_with_its_name()
    {
        var fault = Should.Throw<PolicyException>(() => PolicyData.Merge([File("a/one.json", """{"x":1}"""), File("a/two.json", """{"x":2}""")]));

        fault.Code.ShouldBe("policy_data");
        fault.Message.ShouldContain("'a/two.json'");
        fault.Message.ShouldContain("'x'");
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":")]
    [InlineData("")]
    public void A_data_file_that_is_not_one_strict_object_is_refused(string json)
    {
        var fault = Should.Throw<PolicyException>(() => PolicyData.Merge([File("a/data.json", json)]));

        fault.Message.ShouldContain("'a/data.json'");
    }

    [Fact]
    public void The_digest_changes_with_any_octet_and_not_with_tests_or_order()
    {
        var rule = File("a.rego", "package a");
        var data = File("a/data.json", "{}");
        var digest = PolicyFolder.Digest([rule, data]);

        PolicyFolder.Digest([data, rule]).ShouldBe(digest);
        PolicyFolder.Digest([rule, data, File("a_test.rego", "package a")]).ShouldBe(digest);
        PolicyFolder.Digest([File("a.rego", "package b"), data]).ShouldNotBe(digest);
        PolicyFolder.Digest([rule with { Path = "b.rego" }, data]).ShouldNotBe(digest);
        PolicyFolder.Digest([rule]).ShouldNotBe(digest);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var fault = Should.Throw<PolicyException>(() => PolicySet.Load("no-such-folder"));

        fault.Message.ShouldContain("'no-such-folder'");
    }

    private static PolicyFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
