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
            var items = new List<RegoValue>();
            frame.Collectors[collector] = items;
            first.Run(frame);
            return RegoArray.Adopt([.. items]);
        }
    }

    public sealed class SetComprehension(int collector, Step first) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            var members = new RegoSet.Builder();
            frame.Collectors[collector] = members;
            first.Run(frame);
            return members.Build();
        }
    }

    public sealed class ObjectComprehension(int collector, Step first) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            var entries = new RegoObject.Builder();
            frame.Collectors[collector] = entries;
            first.Run(frame);
            return entries.Build();
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
