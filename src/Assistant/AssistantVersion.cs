using System.Reflection;

namespace Assistant;

/// <summary>The version of this build.</summary>
public static class AssistantVersion
{
    /// <summary>The version with its source revision, where the build knew one.</summary>
    public static string Current { get; } =
        typeof(AssistantVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
