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

        // The chain behind the test, which what the index gives has passed.
        private Step _tested = null!;

        public override void Lead(Step next)
        {
            base.Lead(next);
            plain.Lead(next);
            _tested = next;
        }

        /// <summary>What follows when the test was passed; the loop's own variable is in its slot.</summary>
        public void LeadTested(Step next) => _tested = next;

        public override bool Run(Frame frame)
        {
            var run = frame.Run;
            return run.Scope is { DataIsOriginal: true, Mocks: null } && !run.Environment.StrictBuiltinErrors
                && source.Eval(frame) is RegoArray { Count: >= ItemsMin } array
                && IndexOf(run, array) is { } index
                ? Items(frame, index)
                : plain.Run(frame);
        }

        private bool Items(Frame frame, FieldIndex index)
        {
            frame.Run.KeepStack();
            frame.Run.Meter.Step();
            if (wanted.Eval(frame) is not { } value)
            {
                return true;
            }

            foreach (var item in index.Find(value))
            {
                frame.Run.Meter.Step();
                frame.Slots[slot].Value = item;
                if (!_tested.Run(frame))
                {
                    return false;
                }
            }

            return true;
        }

        private FieldIndex? IndexOf(Execution run, RegoArray array)
        {
            var first = array.Findings as ArrayIndexes;
            for (var seen = first; seen is not null; seen = seen.Others)
            {
                if (seen.IsStart == isStart && (ReferenceEquals(seen.Field, field) || seen.Field.Equals(field)))
                {
                    return seen.IsMade ? seen.Index : Make(run, array, seen);
                }
            }

            array.Findings = new ArrayIndexes(field, isStart, first);
            return null;
        }

        private FieldIndex? Make(Execution run, RegoArray array, ArrayIndexes seen)
        {
            run.Meter.Work(array.Count);
            return seen.Made(isStart ? FieldIndex.OfStarts(array, field) : FieldIndex.OfValues(array, field));
        }
    }
}
