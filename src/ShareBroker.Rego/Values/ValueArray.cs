using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShareBroker.Rego.Values;

/// <summary>
/// Arrays of values. Storing into an array of a class that has subclasses is checked by the runtime each time, since the array might be
/// one of a subclass; those of this library never are.
/// </summary>
internal static class ValueArray
{
    /// <summary>Stores a value at a position of the array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(RegoValue[] values, int at, RegoValue value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)at, (uint)values.Length);
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), at) = value;
    }
}
