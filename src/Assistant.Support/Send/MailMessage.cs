using MimeKit;
using MimeKit.Utils;

namespace Assistant.Support.Send;

/// <summary>A reply as a mail (RFC 5322), plain text.</summary>
internal static class MailMessage
{
    internal static MailboxAddress Sender(string? from) => MailboxAddress.TryParse(from, out var sender) && sender.Address.Contains('@', StringComparison.Ordinal)
        ? sender
        : throw new InvalidOperationException($"Support:MailFrom is '{from}', and mails need a sender. Set it, for example to Support <support@example.org>.");

    internal static MimeMessage Of(OutgoingReply reply, MailboxAddress sender)
    {
        if (!MailboxAddress.TryParse(reply.To, out var reader) || !reader.Address.Contains('@', StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The case has no e-mail address to reply to (replyTo). Answer it where it came from, and set its status.");
        }

        var mail = new MimeMessage
        {
            Subject = $"Re: {reply.Subject ?? reply.CaseId}",
            Date = reply.At,
            MessageId = $"{reply.Id}@{(sender.Domain is { Length: > 0 } domain ? domain : "localhost")}", // the same reply, the same id: who gets it twice can tell
            Body = new TextPart("plain") { Text = reply.Text, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
        };
        mail.From.Add(sender);
        mail.To.Add(reader);
        mail.Headers.Add("X-Support-Case", MimeUtils.Quote(reply.CaseId).Trim('"'));
        mail.Headers.Add(HeaderId.AutoSubmitted, "no");
        return mail;
    }
}
