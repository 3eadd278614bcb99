using Google.Protobuf.Reflection;

namespace ShareBroker.Wire.Reflection;

/// <summary>Finds the file that declares a name, among the files of some services and everything those import. Built once.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _declaring = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> _extending = new(StringComparer.Ordinal);

    public DescriptorIndex(IEnumerable<ServiceDescriptor> services)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            names.Add(service.FullName);
            Add(service.File);
        }

        ServiceNames = [.. names];
    }

    /// <summary>The full names of the services, in ordinal order.</summary>
    public IReadOnlyList<string> ServiceNames { get; }

    public FileDescriptor? FileNamed(string name) => _files.GetValueOrDefault(name);

    public FileDescriptor? FileDeclaring(string fullName) => _declaring.GetValueOrDefault(fullName);

    public FileDescriptor? FileExtending(string messageType, int number) =>
        _extending.GetValueOrDefault(messageType)?.GetValueOrDefault(number);

    /// <summary>The numbers of the known extensions of a message type, or null when no such type is known.</summary>
    public IReadOnlyCollection<int>? ExtensionNumbersOf(string messageType) =>
        _extending.TryGetValue(messageType, out var extensions) ? extensions.Keys : null;

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (var import in file.Dependencies)
        {
            Add(import);
        }

        AddEnums(file, file.EnumTypes, scope: file.Package);
        AddMessages(file, file.MessageTypes);
        AddExtensions(file, file.Extensions.UnorderedExtensions);
        foreach (var service in file.Services)
        {
            _declaring[service.FullName] = file;
            foreach (var method in service.Methods)
            {
                _declaring[method.FullName] = file;
            }
        }
    }

    private void AddMessages(FileDescriptor file, IEnumerable<MessageDescriptor> messages)
    {
        foreach (var message in messages)
        {
            _declaring[message.FullName] = file;
            _extending.TryAdd(message.FullName, []);
            foreach (var field in message.Fields.InDeclarationOrder())
            {
                _declaring[field.FullName] = file;
            }

            foreach (var oneof in message.Oneofs)
            {
                _declaring[oneof.FullName] = file;
            }

            AddEnums(file, message.EnumTypes, scope: message.FullName);
            AddExtensions(file, message.Extensions.UnorderedExtensions);
            AddMessages(file, message.NestedTypes);
        }
    }

    private void AddEnums(FileDescriptor file, IEnumerable<EnumDescriptor> enums, string scope)
    {
        foreach (var type in enums)
        {
            _declaring[type.FullName] = file;

            // The values of an enum are siblings of it, not children (protobuf language guide, "Enum value names").
            foreach (var value in type.Values)
            {
                _declaring[scope.Length == 0 ? value.Name : $"{scope}.{value.Name}"] = file;
            }
        }
    }

    private void AddExtensions(FileDescriptor file, IEnumerable<FieldDescriptor> extensions)
    {
        foreach (var extension in extensions)
        {
            _declaring[extension.FullName] = file;
            if (!_extending.TryGetValue(extension.ExtendeeType.FullName, out var numbers))
            {
                _extending[extension.ExtendeeType.FullName] = numbers = [];
            }

            numbers[extension.FieldNumber] = file;
        }
    }
}
