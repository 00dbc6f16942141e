using MimeKit;

namespace Assistant.Support.Send;

/// <summary>Writes each reply as a mail into a folder, a file a reply (<c>ID.eml</c>), for a mail server or a person to pick up.</summary>
internal sealed class MailFolder(string folder, MailboxAddress sender) : IReplyChannel
{
    /// <inheritdoc/>
    public bool IsIdempotent => true;

    /// <inheritdoc/>
    public async Task SendAsync(OutgoingReply reply, CancellationToken cancellationToken)
    {
        using var mail = MailMessage.Of(reply, sender);
        await WholeFile.WriteAsync(folder, $"{reply.Id}.eml", stream => mail.WriteToAsync(stream, cancellationToken), cancellationToken);
    }
}
