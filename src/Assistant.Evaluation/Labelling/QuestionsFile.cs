namespace Assistant.Evaluation.Labelling;

/// <summary>
/// A <c>questions.jsonl</c> that several people edit at once. An edit names the revision that it was made on; one made on an older revision is
/// refused, so nobody's work is lost. A file is written beside the old one and then moved over it: a reader sees the one or the other, whole.
/// </summary>
/// <param name="path">The file.</param>
public sealed class QuestionsFile(string path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // an edit takes milliseconds; a longer wait is a stuck process
    private readonly string file = System.IO.Path.GetFullPath(path);

    /// <summary>Where it lies.</summary>
    public string Path => file;

    /// <summary>What it holds now.</summary>
    /// <exception cref="FormatException">It is no file of keyed questions; the message names the line.</exception>
    public async Task<QuestionsText> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return QuestionsText.Read(await File.ReadAllBytesAsync(file, cancellationToken));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{file}: {exception.Message}", exception);
        }
    }

    /// <summary>Makes an edit and returns what the file holds after it.</summary>
    /// <param name="revision">The revision that the edit was made on.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="StaleRevisionException">The file has changed since; nothing was written.</exception>
    public async Task<QuestionsText> EditAsync(string revision, Func<QuestionsText, QuestionsText> edit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edit);
        await using var alone = await LockAsync(cancellationToken);
        var now = await ReadAsync(cancellationToken);
        if (now.Revision != revision) throw new StaleRevisionException(now);
        var next = edit(now);
        if (ReferenceEquals(next, now)) return now;
        var fresh = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllBytesAsync(fresh, next.ToBytes(), cancellationToken);
            File.Move(fresh, file, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }

        return next;
    }

    // Across processes too: two label pages may be open on one folder. The lock lies in the temporary folder, so that none is left beside the questions.
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var held = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"assistant-questions-{ContentHashes.Of(file)}.lock");
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(20))
        {
            try
            {
                return new FileStream(held, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < Patience)
            {
                await Task.Delay(20, cancellationToken);
            }
        }
    }
}

/// <summary>An edit was made on a revision that is no longer what the file holds.</summary>
/// <param name="now">What it holds.</param>
public sealed class StaleRevisionException(QuestionsText now) : Exception("Someone else has changed the file since it was loaded. Load it again and make the change on what it holds now.")
{
    /// <summary>What the file holds now.</summary>
    public QuestionsText Now { get; } = now;
}
