using Google.Protobuf;
using Google.Protobuf.Reflection;
using ShareBroker.InteropServer;

// Foreign clients of tests/interop start this program, read the one line that it prints, and end its input when they are done.
if (args is ["--descriptors", var path])
{
    var index = new FileDescriptorSet();
    var seen = new HashSet<string>(StringComparer.Ordinal);
    foreach (var service in InteropHost.Services)
    {
        Add(service.File);
    }

    await File.WriteAllBytesAsync(path, index.ToByteArray());
    return;

    void Add(FileDescriptor file)
    {
        if (seen.Add(file.Name))
        {
            foreach (var import in file.Dependencies)
            {
                Add(import);
            }

            index.File.Add(file.ToProto());
        }
    }
}

await using var app = InteropHost.Create(certificate: null, configure: null);
await app.StartAsync();
await Console.Out.WriteLineAsync($"listening {InteropHost.AddressOf(app).Port}");
await Console.In.ReadToEndAsync();
await app.StopAsync();
