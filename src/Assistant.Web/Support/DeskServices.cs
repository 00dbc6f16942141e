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
        builder.Services.AddDataProtection().SetApplicationName("assistant").PersistKeysToFileSystem(KeyFolder(keys));
        builder.Services.AddSingleton(provider =>
        {
            var protector = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("Assistant.Support.MaskedValues");
            return new ValueProtection(protector.Protect, protector.Unprotect);
        });
        builder.Services.AddSingleton<SampleCases>();
        builder.Services.AddHostedService<DeskWork>();
    }

    // For the account that runs the host alone, where the system can say so.
    private static DirectoryInfo KeyFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
