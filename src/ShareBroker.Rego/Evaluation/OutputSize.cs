using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>Estimates how long a value is as JSON, without writing it.</summary>
internal static class OutputSize
{
    /// <summary>Charges the value's size to the meter; stops at the first member that exceeds the budget. Values are never deep.</summary>
    public static void Charge(EvaluationMeter meter, RegoValue value)
    {
        switch (value)
        {
            case RegoString text:
                meter.Output(2L + text.Value.Length);
                break;
            case RegoNumber number:
                meter.Output(number.Text.Length);
                break;
            case RegoArray array:
                meter.Output(2L + array.Count);
                foreach (var item in array.Items)
                {
                    Charge(meter, item);
                }

                break;
            case RegoSet set:
                meter.Output(2L + set.Count);
                foreach (var item in set.UnsortedItems)
                {
                    Charge(meter, item);
                }

                break;
            case RegoObject obj:
                meter.Output(2L + (2L * obj.Count));
                foreach (var key in obj.UnsortedKeys)
                {
                    Charge(meter, key);
                }

                foreach (var item in obj.UnsortedValues)
                {
                    Charge(meter, item);
                }

                break;
            default:
                meter.Output(5);
                break;
        }
    }
}
