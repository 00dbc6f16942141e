namespace Assistant.Support.Send;

/// <summary>A reply on its way out, personal data in place.</summary>
/// <param name="Id">The reply's id.</param>
/// <param name="CaseId">The case's id.</param>
/// <param name="To">Where the asker reads it; null where that is not known.</param>
/// <param name="Subject">What it is about: the property's name, where there is one.</param>
/// <param name="Text">The text.</param>
/// <param name="At">When it was queued.</param>
public sealed record OutgoingReply(string Id, string CaseId, string? To, string? Subject, string Text, DateTimeOffset At);

/// <summary>Takes replies to their readers.</summary>
public interface IReplyChannel
{
    /// <summary>Whether a reply that is handed over twice arrives once. What was cut short is handed over again on such a channel alone.</summary>
    bool IsIdempotent { get; }

    /// <summary>Hands a reply over.</summary>
    /// <exception cref="InvalidOperationException">The channel cannot take it; the message says why and what to do.</exception>
    Task SendAsync(OutgoingReply reply, CancellationToken cancellationToken);
}

/// <summary>Opens the channel that <c>Support:Channel</c> names.</summary>
public static class ReplyChannels
{
    /// <summary>Opens it.</summary>
    /// <exception cref="InvalidOperationException">The setting is of no use; the message says how to put it right.</exception>
    public static IReplyChannel Open(SupportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var channel = options.Channel;
        if (channel.StartsWith("file:", StringComparison.Ordinal)) return new FileOutbox(channel["file:".Length..]);
        if (channel.StartsWith("mail:", StringComparison.Ordinal)) return new MailFolder(channel["mail:".Length..], MailMessage.Sender(options.MailFrom));
        return Uri.TryCreate(channel, UriKind.Absolute, out var uri) && uri.Scheme is "smtp" or "smtps" && uri.Host.Length > 0
            ? new SmtpOutbox(uri, MailMessage.Sender(options.MailFrom))
            : throw new InvalidOperationException($"Support:Channel is '{channel}'. Give file:FOLDER, mail:FOLDER or smtp://HOST:PORT.");
    }
}
