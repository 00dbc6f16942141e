using Assistant.Support;
using Assistant.Support.Cases;
using Microsoft.AspNetCore.DataProtection;

namespace Assistant.Web.Support;

/// <summary>What the host adds to the support desk: the cipher of masked values, and the work in the background.</summary>
internal static class DeskServices
{
    internal static void AddSupportDesk(this WebApplicationBuilder builder)
    {
        builder.Services.AddSupport(builder.Configuration);
        var keys = builder.Configuration.GetSection(SupportOptions.Section)[nameof(SupportOptions.Keys)] ?? new SupportOptions().Keys;
        builder.Services.AddDataProtection().SetApplicationName("assistant").PersistKeysToFileSystem(new DirectoryInfo(keys));
        builder.Services.AddSingleton(provider =>
        {
            MakeKeyFolder(keys);
            var protector = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("Assistant.Support.MaskedValues");
            return new ValueProtection(protector.Protect, protector.Unprotect);
        });
        builder.Services.AddSingleton<OwnerLinks>();
        builder.Services.AddSingleton<SampleCases>();
        builder.Services.AddHostedService<DeskWork>();
    }

    // For the account that runs the host alone, where the system can say so.
    private static void MakeKeyFolder(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Keys cannot be kept in {path}: {exception.Message} Set Support:Keys to a folder that may be written.", exception);
        }
    }
}
