using System.Collections.Concurrent;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>Loops over base data that meet a test at once.</summary>
internal abstract partial class Step
{
    /// <summary>
    /// Each item of an array of base data whose field may pass the test that follows: <c>some x in data.xs; x.field == wanted</c>, or
    /// <c>startswith(wanted, x.field)</c>. The index is made when an array is looped over for the second time, and lives as long as the
    /// program, which belongs to one version of the data. Whatever could make the difference seen goes through the plain loop.
    /// </summary>
    public sealed class Selective(Scan plain, ValueNode source, int slot, ValueNode wanted, RegoValue field, bool isStart) : Step
    {
        // Below this a plain loop is as fast.
        private const int ItemsMin = 6;

        private readonly ConcurrentDictionary<RegoArray, Seen> _arrays = new(ReferenceEqualityComparer.Instance);

        public override Step Next
        {
            get => base.Next;
            set
            {
                base.Next = value;
                plain.Next = value;
            }
        }

        public override bool Run(Frame frame)
        {
            var run = frame.Run;
            return run.Scope is { DataIsOriginal: true, Mocks: null } && !run.Environment.StrictBuiltinErrors
                && source.Eval(frame) is RegoArray { Count: >= ItemsMin } array
                && IndexOf(run, array) is { } index
                ? Items(frame, array, index)
                : plain.Run(frame);
        }

        private bool Items(Frame frame, RegoArray array, FieldIndex index)
        {
            frame.Run.KeepStack();
            frame.Run.Meter.Step();
            if (wanted.Eval(frame) is not { } value)
            {
                return true;
            }

            foreach (var position in index.Find(value))
            {
                frame.Run.Meter.Step();
                frame.Slots[slot].Value = array[position];
                if (!Next.Run(frame))
                {
                    return false;
                }
            }

            return true;
        }

        private FieldIndex? IndexOf(Execution run, RegoArray array)
        {
            if (_arrays.TryGetValue(array, out var seen))
            {
                return seen.IsIndexed ? seen.Index : Make(run, array);
            }

            _arrays[array] = Seen.Once;
            return null;
        }

        private FieldIndex? Make(Execution run, RegoArray array)
        {
            run.Meter.Work(array.Count);
            var index = isStart ? FieldIndex.OfStarts(array, field) : FieldIndex.OfValues(array, field);
            _arrays[array] = new Seen(true, index);
            return index;
        }

        // An array that cannot be indexed is noted as indexed with no index.
        private sealed record Seen(bool IsIndexed, FieldIndex? Index)
        {
            public static readonly Seen Once = new(false, null);
        }
    }
}
