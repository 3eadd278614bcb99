using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace ShareBroker.Wire.Reflection;

/// <summary>
/// The public reflection protocol <c>grpc.reflection.v1</c> over a fixed set of services: their names, and the proto files that
/// declare them with everything those import. It tells what is in public proto files and nothing else. Safe to use from many threads.
/// </summary>
public sealed class ReflectionService : ServerReflection.ServerReflectionBase
{
    private readonly DescriptorIndex _index;

    /// <summary>Answers for the given services; other services of the server stay unmentioned.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public ReflectionService(IEnumerable<ServiceDescriptor> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _index = new DescriptorIndex(services);
    }

    /// <inheritdoc/>
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        // A stream carries each import once: whoever reads it keeps what it has got.
        var carried = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            {
                var response = Answer(request, carried);
                response.ValidHost = request.Host;
                response.OriginalRequest = request;
                await responseStream.WriteAsync(response, context.CancellationToken);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && context.CancellationToken.IsCancellationRequested)
        {
            // Tools often go without a goodbye; that is no fault of the server and needs no line in its log.
        }
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request, HashSet<string> carried) => request.MessageRequestCase switch
    {
        ServerReflectionRequest.MessageRequestOneofCase.FileByFilename =>
            FileAnswer(_index.FileNamed(request.FileByFilename), carried),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol =>
            FileAnswer(_index.FileDeclaring(request.FileContainingSymbol), carried),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension =>
            FileAnswer(
                _index.FileExtending(
                    request.FileContainingExtension.ContainingType, request.FileContainingExtension.ExtensionNumber),
                carried),
        ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType =>
            ExtensionAnswer(request.AllExtensionNumbersOfType),
        ServerReflectionRequest.MessageRequestOneofCase.ListServices => ServicesAnswer(),
        _ => Error(StatusCode.InvalidArgument, "the request asks for nothing; set one of its questions"),
    };

    private static ServerReflectionResponse FileAnswer(FileDescriptor? file, HashSet<string> carried)
    {
        if (file is null)
        {
            return Error(StatusCode.NotFound, "no file of this server declares what was asked for");
        }

        // The file itself always, its imports only where the stream has not carried them.
        carried.Remove(file.Name);
        var response = new FileDescriptorResponse();
        AddWithImports(file, carried, response);
        return new ServerReflectionResponse { FileDescriptorResponse = response };
    }

    private static void AddWithImports(FileDescriptor file, HashSet<string> carried, FileDescriptorResponse response)
    {
        if (!carried.Add(file.Name))
        {
            return;
        }

        response.FileDescriptorProto.Add(file.SerializedData);
        foreach (var import in file.Dependencies)
        {
            AddWithImports(import, carried, response);
        }
    }

    private ServerReflectionResponse ExtensionAnswer(string messageType)
    {
        if (_index.ExtensionNumbersOf(messageType) is not { } numbers)
        {
            return Error(StatusCode.NotFound, "no file of this server declares a message of this name");
        }

        var response = new ExtensionNumberResponse { BaseTypeName = messageType };
        response.ExtensionNumber.Add(numbers);
        return new ServerReflectionResponse { AllExtensionNumbersResponse = response };
    }

    private ServerReflectionResponse ServicesAnswer()
    {
        var response = new ListServiceResponse();
        response.Service.Add(_index.ServiceNames.Select(static name => new ServiceResponse { Name = name }));
        return new ServerReflectionResponse { ListServicesResponse = response };
    }

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };
}
