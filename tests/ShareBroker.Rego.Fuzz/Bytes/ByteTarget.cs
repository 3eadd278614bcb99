namespace ShareBroker.Rego.Fuzz.Bytes;

/// <summary>A reader that must survive any octets.</summary>
/// <param name="Name">How the command line calls it.</param>
/// <param name="Corpus">Sound texts to spoil.</param>
/// <param name="Words">What readers of this kind look for.</param>
/// <param name="Read">Reads; may throw only what <see cref="IsOwn"/> knows.</param>
/// <param name="IsOwn">Whether an exception is one that the reader promises.</param>
internal sealed record ByteTarget(
    string Name, IReadOnlyList<byte[]> Corpus, IReadOnlyList<string> Words, Action<byte[]> Read, Func<Exception, bool> IsOwn);
