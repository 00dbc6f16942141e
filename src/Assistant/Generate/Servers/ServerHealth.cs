namespace Assistant.Generate.Servers;

/// <summary>
/// How a server is off: what runs on it, and whether it is left alone because it kept failing. After a pause one request tries it; the others wait for
/// what comes of that.
/// </summary>
internal sealed class ServerHealth(ServerLimits limits, TimeProvider time)
{
    private readonly Lock gate = new();
    private DateTimeOffset pausedUntil;

    /// <summary>Requests that run on it.</summary>
    internal int Running { get; private set; }

    /// <summary>Failures since it last did well.</summary>
    internal int Failures { get; private set; }

    /// <summary>Whether it is not left alone.</summary>
    internal bool IsUp => time.GetUtcNow() >= PausedUntil;

    /// <summary>When it is tried again.</summary>
    internal DateTimeOffset PausedUntil
    {
        get
        {
            lock (gate) return pausedUntil;
        }
    }

    /// <summary>Counts a request in; whoever began it ends it once. True where it is the one that tries the server after a pause.</summary>
    internal bool Begin()
    {
        lock (gate)
        {
            Running++;
            if (Failures < limits.FailuresToPause || pausedUntil > time.GetUtcNow()) return false;
            pausedUntil = time.GetUtcNow() + limits.Start; // the others wait for what comes of this one
            return true;
        }
    }

    /// <summary>Counts in an answer that is being read after it was begun; whoever reads it ends it once.</summary>
    internal void Hold()
    {
        lock (gate) Running++;
    }

    /// <summary>Counts it out.</summary>
    internal void End()
    {
        lock (gate) Running--;
    }

    /// <summary>It did what was asked.</summary>
    internal void Succeeded()
    {
        lock (gate) (Failures, pausedUntil) = (0, default);
    }

    /// <summary>It failed. One that does not answer in time is left alone at once: each guest who tries it waits in vain.</summary>
    internal void Failed(bool isSlow)
    {
        lock (gate)
        {
            Failures = isSlow ? Math.Max(Failures + 1, limits.FailuresToPause) : Failures + 1;
            if (Failures < limits.FailuresToPause) return;
            var pause = limits.FirstPause * Math.Pow(2, Math.Min(Failures - limits.FailuresToPause, 10));
            pausedUntil = time.GetUtcNow() + (pause < limits.LongestPause ? pause : limits.LongestPause);
        }
    }

    /// <summary>A request came to no end that tells how the server is. If it was the one that tries it, the next one may.</summary>
    internal void Abandoned(bool isProbe)
    {
        lock (gate)
        {
            if (isProbe) pausedUntil = default;
        }
    }
}
