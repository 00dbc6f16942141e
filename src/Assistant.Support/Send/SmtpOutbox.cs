using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Assistant.Support.Send;

/// <summary>Sends each reply to a mail server: <c>smtp://[USER:PASSWORD@]HOST[:PORT]</c> takes TLS where the server offers it, <c>smtps://</c> needs it from the first byte.</summary>
internal sealed class SmtpOutbox(Uri server, MailboxAddress sender) : IReplyChannel
{
    private const int TimeoutMs = 30_000;

    /// <inheritdoc/>
    public bool IsIdempotent => false;

    /// <inheritdoc/>
    public async Task SendAsync(OutgoingReply reply, CancellationToken cancellationToken)
    {
        using var mail = MailMessage.Of(reply, sender);
        using var client = new SmtpClient { Timeout = TimeoutMs };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeoutMs);
        try
        {
            var isTls = server.Scheme == "smtps";
            var port = server.Port > 0 ? server.Port : isTls ? 465 : 25;
            await client.ConnectAsync(server.Host, port, isTls ? SecureSocketOptions.SslOnConnect : server.UserInfo.Length > 0 ? SecureSocketOptions.StartTls : SecureSocketOptions.StartTlsWhenAvailable, limit.Token);
            if (server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password]) await client.AuthenticateAsync(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), limit.Token);
            await client.SendAsync(mail, limit.Token);
        }
        catch (Exception exception) when (IsOfServer(exception) || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var reason = exception is OperationCanceledException ? $"it did not answer within {TimeoutMs / 1000} seconds." : exception.Message;
            throw new InvalidOperationException($"The mail server {server.Host} did not take the reply: {reason} Check Support:Channel, and send the reply again.", exception);
        }

        await LeaveAsync(client, limit.Token);
    }

    // The server has the mail by now; a goodbye that fails changes nothing.
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception exception) when (IsOfServer(exception) || exception is OperationCanceledException)
        {
        }
    }

    private static bool IsOfServer(Exception exception) =>
        exception is SocketException or IOException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or NotSupportedException;
}
