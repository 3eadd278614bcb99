namespace ShareBroker.Disclosure.Deciding;

/// <summary>How many previews an agency may ask for: a bucket that fills evenly over an hour.</summary>
internal sealed class PreviewBudget(int perHourMax, TimeProvider time)
{
    private readonly Dictionary<AgencyId, (double Left, long At)> _buckets = [];

    /// <summary>Takes one preview.</summary>
    /// <exception cref="BudgetExhaustedException">None is left.</exception>
    public void Spend(AgencyId agency)
    {
        lock (_buckets)
        {
            var now = time.GetTimestamp();
            var (left, at) = _buckets.GetValueOrDefault(agency, (perHourMax, now));
            left = Math.Min(perHourMax, left + (time.GetElapsedTime(at, now).TotalHours * perHourMax));
            if (left < 1)
            {
                throw new BudgetExhaustedException(perHourMax == 0 ? TimeSpan.FromHours(1) : TimeSpan.FromHours((1 - left) / perHourMax));
            }

            _buckets[agency] = (left - 1, now);
        }
    }
}
