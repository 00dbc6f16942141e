using Assistant.Support.Gaps.Contradictions;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Support.Gaps;

/// <summary>Registers gaps and contradictions.</summary>
internal static class GapServices
{
    internal static void AddGaps(this IServiceCollection services)
    {
        services.AddSingleton<GapDatabase>();
        services.AddSingleton<GapLog>();
        services.AddSingleton<OwnerAnswers>();
        services.AddSingleton<IOwnerAnswers>(provider => provider.GetRequiredService<OwnerAnswers>());
        services.AddSingleton<GapAnswers>();
        services.AddSingleton<ContradictionFinder>();
    }
}
