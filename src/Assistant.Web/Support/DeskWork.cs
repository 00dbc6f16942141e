using Assistant.Support.Cases;
using Assistant.Support.Send;

namespace Assistant.Web.Support;

/// <summary>The desk's work in the background: sends replies that are due, reads cases that wait for it, deletes masked values whose time is over.</summary>
internal sealed partial class DeskWork(ReplySender sender, CaseReadings readings, Forgetting forgetting, ILogger<DeskWork> logger) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Seldom = TimeSpan.FromHours(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await sender.RecoverAsync(cancellationToken);
        await readings.RecoverAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EachAsync(Often, sender.SendDueAsync, stoppingToken),
        EachAsync(Often, ReadAllAsync, stoppingToken),
        EachAsync(Seldom, forgetting.ForgetDueAsync, stoppingToken));

    private async Task<int> ReadAllAsync(CancellationToken cancellationToken)
    {
        var read = 0;
        while (await readings.ReadNextAsync(cancellationToken)) read++;
        return read;
    }

    // What fails is told, and tried again next time: a file that is locked for a moment must not end the desk's work.
    private async Task EachAsync(TimeSpan interval, Func<CancellationToken, Task<int>> work, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            do
            {
                try
                {
                    await work(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogFailure(exception);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(7020, LogLevel.Error, "The desk's work in the background failed; it is tried again")]
    private partial void LogFailure(Exception exception);
}
