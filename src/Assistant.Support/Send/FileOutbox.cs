using System.Text.Json;

namespace Assistant.Support.Send;

/// <summary>Writes each reply into a folder, one line of JSON a file, named by the reply's id: <c>{"id","caseId","to","subject","text","at"}</c>.</summary>
public sealed class FileOutbox(string folder) : IReplyChannel
{
    /// <inheritdoc/>
    public bool IsIdempotent => true;

    /// <inheritdoc/>
    public Task SendAsync(OutgoingReply reply, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return WholeFile.WriteAsync(folder, $"{reply.Id}.json", stream => JsonSerializer.SerializeAsync(stream, reply, AssistantJson.Options, cancellationToken), cancellationToken);
    }
}

/// <summary>Files that are there whole or not at all.</summary>
internal static class WholeFile
{
    internal static async Task WriteAsync(string folder, string name, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var target = Path.Combine(folder, name);
            var part = $"{target}.part";
            await using (var stream = File.Create(part))
            {
                await write(stream);
                stream.WriteByte((byte)'\n');
                await stream.FlushAsync(cancellationToken);
            }

            File.Move(part, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The outbox {folder} cannot be written: {exception.Message} Set Support:Channel to a folder that may be written, and send the reply again.", exception);
        }
    }
}
