using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with a value, which is either text or bytes; it never changes.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> LowerCaseKey = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");
        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <summary>A binary entry with a copy of the bytes; the key must end in <see cref="BinaryHeaderSuffix"/>.</summary>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ArgumentException">The key has another ending, or a character that no key may have.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Lowered(key);
            if (!HasBinarySuffix(Key))
            {
                throw new ArgumentException("the key of a binary value must end in '-bin'", nameof(key));
            }

            ArgumentNullException.ThrowIfNull(valueBytes);
            _bytes = [.. valueBytes];
        }

        /// <summary>A text entry; the value should be printable ASCII, which is checked only when it is sent.</summary>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ArgumentException">
        /// The key ends in <see cref="BinaryHeaderSuffix"/>, or has a character other than ASCII letters, digits, dot, underscore and dash.
        /// </exception>
        public Entry(string key, string value)
        {
            Key = Lowered(key);
            if (HasBinarySuffix(Key))
            {
                throw new ArgumentException("a key that ends in '-bin' takes bytes, not text", nameof(key));
            }

            ArgumentNullException.ThrowIfNull(value);
            _text = value;
        }

        /// <summary>The key in lower case.</summary>
        public string Key { get; }

        /// <summary>True when the value was given as bytes.</summary>
        public bool IsBinary => _bytes is not null;

        /// <summary>The text.</summary>
        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value => _text ?? throw new InvalidOperationException("a binary metadata value has no text; read its bytes");

        /// <summary>The bytes, or the text as ASCII; every read returns a copy that the caller owns.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_text!) : [.. _bytes];

        /// <summary>The key and the value for people; of a binary value only its type is shown.</summary>
        public override string ToString() =>
            _bytes is null ? $"[Entry: key={Key}, value={_text}]" : $"[Entry: key={Key}, valueBytes={_bytes}]";

        private static bool HasBinarySuffix(string key) => key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        // Every header of every request passes here, nearly always in lower case: then the string itself is kept.
        private static string Lowered(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            if (!key.AsSpan().ContainsAnyExcept(LowerCaseKey))
            {
                return key;
            }

            foreach (var character in key)
            {
                if (!char.IsAsciiLetterUpper(character) && !LowerCaseKey.Contains(character))
                {
                    throw new ArgumentException("a metadata key has only ASCII letters, digits, '.', '_' and '-'", nameof(key));
                }
            }

            return key.ToLowerInvariant();
        }
    }
}
