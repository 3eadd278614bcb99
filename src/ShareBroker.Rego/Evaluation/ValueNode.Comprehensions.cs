using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>Nodes that collect from a body of their own.</summary>
internal abstract partial class ValueNode
{
    public sealed class ArrayComprehension(int collector, Step first) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            var spares = frame.Run.Items;
            var items = spares.Take();
            frame.Collectors[collector] = items;
            first.Run(frame);
            var array = items.Take();
            spares.GiveBack();
            return array;
        }
    }

    public sealed class SetComprehension(int collector, Step first) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            var spares = frame.Run.Sets;
            var members = spares.Take();
            frame.Collectors[collector] = members;
            first.Run(frame);
            var set = members.Take();
            spares.GiveBack();
            return set;
        }
    }

    public sealed class ObjectComprehension(int collector, Step first) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            var spares = frame.Run.Objects;
            var entries = spares.Take();
            frame.Collectors[collector] = entries;
            first.Run(frame);
            var obj = entries.Take();
            spares.GiveBack();
            return obj;
        }
    }

    /// <summary>Text with values in it. An undefined part prints a placeholder.</summary>
    public sealed class Template(ValueNode[] parts) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            var text = new StringBuilder();
            foreach (var part in parts)
            {
                var value = part.Eval(frame);
                text.Append(value switch
                {
                    null => "<undefined>",
                    RegoString words => words.Value,
                    _ => value.ToString(),
                });
            }

            frame.Run.Meter.Allocate(32 + (2L * text.Length));
            return RegoString.Of(text.ToString());
        }
    }
}
