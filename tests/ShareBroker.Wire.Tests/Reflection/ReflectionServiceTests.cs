using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using ShareBroker.InteropServer.V1;
using ShareBroker.Wire.Tests.Calls;

namespace ShareBroker.Wire.Tests.Reflection;

public sealed class ReflectionServiceTests
{
    private const string FourKindsFile = "four_kinds.proto";
    private const string TimestampFile = "google/protobuf/timestamp.proto";

    [Fact]
    public async Task It_lists_the_services_it_was_given()
    {
        var answer = (await AskAsync(new ServerReflectionRequest { Host = "h", ListServices = "*" })).Single();

        answer.ListServicesResponse.Service.Select(static one => one.Name).ShouldBe(
            ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "sharebroker.wiretests.v1.FourKinds"]);
        answer.ValidHost.ShouldBe("h");
        answer.OriginalRequest.ListServices.ShouldBe("*");
    }

    [Theory]
    [InlineData("sharebroker.wiretests.v1.FourKinds")]
    [InlineData("sharebroker.wiretests.v1.FourKinds.Unary")]
    [InlineData("sharebroker.wiretests.v1.Ask")]
    [InlineData("sharebroker.wiretests.v1.Ask.text")]
    [InlineData("sharebroker.wiretests.v1.Answer.ContextEntry")]
    [InlineData("sharebroker.wiretests.v1.Wish")]
    [InlineData("sharebroker.wiretests.v1.WISH_FAIL")]
    public async Task A_symbol_leads_to_its_file_and_what_that_imports(string symbol)
    {
        var answer = (await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol })).Single();

        FileNames(answer).ShouldBe([FourKindsFile, TimestampFile]);
    }

    [Theory]
    [InlineData("grpc.reflection.v1.ServerReflectionRequest.message_request")]
    [InlineData("grpc.reflection.v1.ErrorResponse")]
    public async Task Symbols_of_every_service_are_known(string symbol) =>
        FileNames((await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol })).Single())
            .ShouldBe(["grpc/reflection/v1/reflection.proto"]);

    [Theory]
    [InlineData("grpc.health.v1.HealthCheckResponse.ServingStatus")]
    [InlineData("grpc.health.v1.HealthCheckResponse.SERVING")]
    public async Task Enums_inside_messages_are_known(string symbol) =>
        FileNames((await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol })).Single())
            .ShouldBe(["grpc/health/v1/health.proto"]);

    [Fact]
    public async Task A_file_is_sent_whenever_it_is_asked_for_and_its_imports_once_a_stream()
    {
        var byName = new ServerReflectionRequest { FileByFilename = FourKindsFile };
        var import = new ServerReflectionRequest { FileByFilename = TimestampFile };

        var answers = await AskAsync(byName, byName, import);

        answers.Select(FileNames).ShouldBe([[FourKindsFile, TimestampFile], [FourKindsFile], [TimestampFile]]);
        answers[0].FileDescriptorResponse.FileDescriptorProto[0].ShouldBe(FourKindsReflection.Descriptor.SerializedData);
    }

    [Fact]
    public async Task Questions_without_an_answer_get_an_error_and_the_stream_goes_on()
    {
        var answers = await AskAsync(
            new ServerReflectionRequest { FileByFilename = "absent.proto" },
            new ServerReflectionRequest { FileContainingSymbol = "absent.Symbol" },
            new ServerReflectionRequest { FileContainingSymbol = "" },
            new ServerReflectionRequest
            {
                FileContainingExtension = new ExtensionRequest { ContainingType = "sharebroker.wiretests.v1.Ask", ExtensionNumber = 9 },
            },
            new ServerReflectionRequest { AllExtensionNumbersOfType = "absent.Type" },
            new ServerReflectionRequest(),
            new ServerReflectionRequest { AllExtensionNumbersOfType = "sharebroker.wiretests.v1.Ask" });

        answers.Take(5).ShouldAllBe(static answer => answer.ErrorResponse.ErrorCode == (int)StatusCode.NotFound);
        answers[5].ErrorResponse.ErrorCode.ShouldBe((int)StatusCode.InvalidArgument);
        answers[6].AllExtensionNumbersResponse.BaseTypeName.ShouldBe("sharebroker.wiretests.v1.Ask");
        answers[6].AllExtensionNumbersResponse.ExtensionNumber.ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_that_were_sent_build_the_same_descriptors_again()
    {
        var answer = (await AskAsync(new ServerReflectionRequest { FileContainingSymbol = FourKinds.Descriptor.FullName })).Single();

        // Imports stand behind what imports them; a builder wants them before.
        var built = FileDescriptor.BuildFromByteStrings(answer.FileDescriptorResponse.FileDescriptorProto.Reverse());

        built[^1].ToProto().ShouldBe(FourKindsReflection.Descriptor.ToProto());
    }

    [Fact]
    public void No_services_is_a_valid_set_and_none_at_all_is_not()
    {
        _ = new Wire.Reflection.ReflectionService([]);
        Should.Throw<ArgumentNullException>(() => new Wire.Reflection.ReflectionService(null!));
    }

    [Fact]
    public async Task A_tool_that_goes_without_a_goodbye_is_no_fault_of_the_server()
    {
        await using var host = await TestHost.StartAsync();
        var call = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        call.Dispose();

        (await host.EndsOfCallsAsync(1)).ShouldBe(["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo ended well"]);
    }

    private static string[] FileNames(ServerReflectionResponse answer) =>
        [.. answer.FileDescriptorResponse.FileDescriptorProto.Select(static bytes => FileDescriptorProto.Parser.ParseFrom(bytes).Name)];

    private static async Task<IReadOnlyList<ServerReflectionResponse>> AskAsync(params ServerReflectionRequest[] requests)
    {
        await using var host = await TestHost.StartAsync();
        using var call = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        var answers = new List<ServerReflectionResponse>();
        foreach (var request in requests)
        {
            await call.RequestStream.WriteAsync(request);
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
            answers.Add(call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        return answers;
    }
}
