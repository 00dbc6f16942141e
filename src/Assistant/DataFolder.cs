namespace Assistant;

/// <summary>Where data lies when nothing else is said: the same place for the command line and the web host of one checkout.</summary>
public static class DataFolder
{
    /// <summary><c>.assistant</c> beside <c>Assistant.sln</c> in a checkout, else <c>assistant</c> in the user's application data.</summary>
    public static string Default { get; } = Checkout() is { } root
        ? Path.Combine(root, ".assistant")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "assistant");

    private static string? Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Assistant.sln"))) folder = folder.Parent;
        return folder?.FullName;
    }
}
