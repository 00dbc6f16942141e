using Assistant.Evaluation;
using Assistant.Testing;

namespace Assistant.Benchmarks;

/// <summary>The set that all figures are taken on: dstc11-val, 10,882 passages about 143 places, and its questions.</summary>
internal static class RealData
{
    internal static string Folder { get; } = Repository.Shared("data/dstc11-val") ?? throw new InvalidOperationException("The benchmarks need ../shared/data/dstc11-val beside the checkout.");

    internal static IReadOnlyList<DatasetQuery> Queries { get; } = Dataset.Read(Folder, "val").Queries;
}
