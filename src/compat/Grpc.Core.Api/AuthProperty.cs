using System.Text;

namespace Grpc.Core;

/// <summary>One named fact about the peer of a call, such as a name in its certificate.</summary>
public class AuthProperty
{
    private readonly byte[] _valueBytes;
    private string? _value;

    private AuthProperty(string name, byte[] valueBytes)
    {
        Name = name;
        _valueBytes = valueBytes;
    }

    /// <summary>Under which name the fact is known; several facts may share one.</summary>
    public string Name { get; }

    /// <summary>The value read as UTF-8 text.</summary>
    public string Value => _value ??= Encoding.UTF8.GetString(_valueBytes);

    /// <summary>The value as bytes; every read returns a copy that the caller owns.</summary>
    public byte[] ValueBytes => [.. _valueBytes];

    /// <summary>Makes a property from a copy of the given bytes.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new AuthProperty(name, [.. valueBytes]);
    }
}
