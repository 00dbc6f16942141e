using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Assistant.Support.Send;
using Assistant.Testing;
using MimeKit;

namespace Assistant.Support.Tests.Send;

public sealed class ReplyChannelTests : IDisposable
{
    private static readonly OutgoingReply Outgoing = new("reply-1", "c1", "ada@quill.example", "Harbour Lane Rooms", "Dear Ada,\nyes – behind the house.\n.\nKim", new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task File_outbox_writes_a_line_a_reply_and_the_same_reply_once()
    {
        var channel = ReplyChannels.Open(new SupportOptions { Channel = $"file:{folder.File("out")}" });
        await channel.SendAsync(Outgoing, Token);
        await channel.SendAsync(Outgoing, Token);

        var lines = await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(folder.File("out"))), Token);
        var json = JsonSerializer.Deserialize<JsonElement>(Assert.Single(lines));
        Assert.Equal(("reply-1", Outgoing.Text, "ada@quill.example"), (json.GetProperty("id").GetString(), json.GetProperty("text").GetString(), json.GetProperty("to").GetString()));
    }

    [Fact]
    public async Task Mail_folder_writes_a_mail_that_reads_back()
    {
        var channel = ReplyChannels.Open(new SupportOptions { Channel = $"mail:{folder.File("out")}", MailFrom = "Support <support@desk.example>" });
        await channel.SendAsync(Outgoing, Token);

        var mail = await MimeMessage.LoadAsync(folder.File("out/reply-1.eml"), Token);
        Assert.Equal(("Re: Harbour Lane Rooms", "ada@quill.example", "support@desk.example", "reply-1@desk.example"), (mail.Subject, mail.To.Mailboxes.Single().Address, mail.From.Mailboxes.Single().Address, mail.MessageId));
        Assert.Equal(Outgoing.Text, mail.TextBody!.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task Mail_without_an_address_says_what_to_do()
    {
        var channel = ReplyChannels.Open(new SupportOptions { Channel = $"mail:{folder.File("out")}", MailFrom = "support@desk.example" });
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => channel.SendAsync(Outgoing with { To = null }, Token));
        Assert.Contains("replyTo", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smtp_hands_the_mail_to_the_server()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = ServeAsync(listener);
        var channel = ReplyChannels.Open(new SupportOptions { Channel = $"smtp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", MailFrom = "support@desk.example" });

        await channel.SendAsync(Outgoing, Token);

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(await received));
        var mail = await MimeMessage.LoadAsync(stream, Token);
        Assert.Equal(("Re: Harbour Lane Rooms", Outgoing.Text), (mail.Subject, mail.TextBody!.ReplaceLineEndings("\n").TrimEnd()));
        Assert.False(channel.IsIdempotent);
    }

    [Fact]
    public async Task Smtp_server_that_is_away_is_told()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var channel = ReplyChannels.Open(new SupportOptions { Channel = $"smtp://127.0.0.1:{port}", MailFrom = "support@desk.example" });
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => channel.SendAsync(Outgoing, Token));
        Assert.Contains("127.0.0.1 did not take the reply", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mail:out", null, "Support:MailFrom")]
    [InlineData("smtp://", "a@b.example", "Support:Channel")]
    [InlineData("pigeon:loft", "a@b.example", "Support:Channel")]
    public void Setting_of_no_use_is_refused_at_start(string channel, string? from, string words) =>
        Assert.Contains(words, Assert.Throws<InvalidOperationException>(() => ReplyChannels.Open(new SupportOptions { Channel = channel, MailFrom = from })).Message, StringComparison.Ordinal);

    // As much of RFC 5321 as one mail needs; returns the mail.
    private static async Task<string> ServeAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var mail = new StringBuilder();
        await writer.WriteLineAsync("220 double ready");
        while (await reader.ReadLineAsync(Token) is { } line)
        {
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                while (await reader.ReadLineAsync(Token) is { } text && text != ".") mail.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                await writer.WriteLineAsync("250 taken");
            }
            else if (line.StartsWith("QUIT", StringComparison.Ordinal))
            {
                await writer.WriteLineAsync("221 bye");
                break;
            }
            else
            {
                await writer.WriteLineAsync("250 fine");
            }
        }

        return mail.ToString();
    }
}
