namespace ShareBroker.Server.Start;

/// <summary>The first fault after which the log must not go on, whether or not anybody listens for it yet.</summary>
internal sealed class FatalFault
{
    private readonly Lock _lock = new();
    private Exception? _fault;
    private Action<Exception>? _watcher;

    /// <summary>It has happened.</summary>
    public bool HasHappened => Volatile.Read(ref _fault) is not null;

    /// <summary>It happens; only the first one is told.</summary>
    public void Set(Exception fault)
    {
        Action<Exception>? watcher;
        lock (_lock)
        {
            if (_fault is not null)
            {
                return;
            }

            Volatile.Write(ref _fault, fault);
            watcher = _watcher;
        }

        watcher?.Invoke(fault);
    }

    /// <summary>From now on somebody listens; told at once when it has happened already.</summary>
    public void Watch(Action<Exception> watcher)
    {
        Exception? fault;
        lock (_lock)
        {
            _watcher = watcher;
            fault = _fault;
        }

        if (fault is not null)
        {
            watcher(fault);
        }
    }
}
