using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Assistant.Web.Tests.Telemetry;

/// <summary>Keeps what is logged, with the trace that its scopes name.</summary>
internal sealed class LogRecorder : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<Record> records = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    internal IReadOnlyList<Record> Records => [.. records];

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    internal sealed record Record(LogLevel Level, int Event, string Text, string? TraceId);

    private sealed class Logger(LogRecorder owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var found = new List<string?>();
            owner.scopes.ForEachScope((scope, into) =>
            {
                if (scope is IEnumerable<KeyValuePair<string, object>> pairs) into.AddRange(pairs.Where(pair => pair.Key == "TraceId").Select(pair => pair.Value.ToString()));
            }, found);
            owner.records.Enqueue(new Record(logLevel, eventId.Id, formatter(state, exception), found.FirstOrDefault()));
        }
    }
}
