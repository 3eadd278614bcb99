using System.Text;

namespace ShareBroker.Server.Trust;

/// <summary>Writes keys as files that only their owner can read, from the first byte on.</summary>
internal static class PrivatePem
{
    /// <summary>Writes a key; a file that is there already is replaced.</summary>
    public static void Write(string file, string pem)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, Encoding.ASCII, options);
        writer.WriteLine(pem);
    }
}
