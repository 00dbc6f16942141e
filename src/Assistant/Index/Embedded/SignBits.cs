using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Assistant.Index.Embedded;

/// <summary>
/// One bit for each dimension of each vector: whether it is above the mean. How many bits two vectors share grows with their cosine, and is
/// counted in a thirtieth of the memory that the vectors take.
/// </summary>
/// <remarks>Charikar, Similarity estimation techniques from rounding algorithms, STOC 2002, on why agreeing signs estimate an angle.</remarks>
internal sealed class SignBits
{
    private const int BlocksAlone = 8; // some hundred microseconds

    private readonly int words; // of 64 bits, for each vector
    private readonly int dimensions;
    private readonly int count;
    private readonly float[] mean;
    private readonly ulong[][] blocks;

    internal SignBits(IReadOnlyList<float[]> vectors, int dimensions, int count)
    {
        (this.dimensions, this.count, words) = (dimensions, count, (dimensions + 63) / 64);
        mean = Mean(vectors);
        blocks = new ulong[vectors.Count][];
        Parallel.For(0, vectors.Count, block =>
        {
            var bits = new ulong[vectors[block].Length / dimensions * words];
            for (var i = 0; i < bits.Length / words; i++) Write(vectors[block].AsSpan(i * dimensions, dimensions), bits.AsSpan(i * words, words));
            blocks[block] = bits;
        });
    }

    /// <summary>The passages in scope that share most bits with the query: as many as asked for, and all that tie with the last.</summary>
    internal NearBits Nearest(float[] query, Scope scope, int most)
    {
        var asked = new ulong[words];
        Write(query, asked);
        var distances = ArrayPool<ushort>.Shared.Rent(count);
        var histogram = new int[dimensions + 1];
        foreach (var own in scope.ForEachBlock(BlocksAlone, () => new int[dimensions + 1], (own, stretches) =>
        {
            foreach (var (start, end) in stretches)
            {
                var bits = blocks[start / Scope.BlockSize].AsSpan(start % Scope.BlockSize * words);
                for (var passage = start; passage < end; passage++, bits = bits[words..])
                {
                    if (!scope.Allows(passage)) continue;
                    var distance = Distance(asked, bits);
                    distances[passage] = (ushort)distance;
                    own[distance]++;
                }
            }
        }))
        {
            TensorPrimitives.Add(histogram, own, histogram);
        }

        var farthest = 0;
        for (var found = histogram[0]; found < most && farthest < dimensions; found += histogram[farthest]) farthest++;
        return new NearBits(distances, (ushort)farthest);
    }

    private static int Distance(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var distance = 0;
        other = other[..one.Length];
        for (var i = 0; i < one.Length; i++) distance += BitOperations.PopCount(one[i] ^ other[i]);
        return distance;
    }

    private void Write(ReadOnlySpan<float> vector, Span<ulong> bits)
    {
        for (var i = 0; i < vector.Length; i++) bits[i / 64] |= (vector[i] > mean[i] ? 1UL : 0) << (i % 64);
    }

    private float[] Mean(IReadOnlyList<float[]> vectors)
    {
        var sums = new float[vectors.Count][];
        Parallel.For(0, vectors.Count, block =>
        {
            sums[block] = new float[dimensions];
            for (var i = 0; i < vectors[block].Length; i += dimensions) TensorPrimitives.Add(sums[block], vectors[block].AsSpan(i, dimensions), sums[block]);
        });
        var all = new float[dimensions];
        foreach (var sum in sums) TensorPrimitives.Add(all, sum, all);
        TensorPrimitives.Divide(all, count, all);
        return all;
    }
}

/// <summary>The passages near enough by their bits. To be disposed of: its memory is used again.</summary>
internal sealed class NearBits(ushort[] distances, ushort farthest) : IDisposable
{
    /// <summary>The first near passage from <paramref name="start"/> on; <paramref name="end"/> where there is none before it.</summary>
    internal int Next(int start, int end)
    {
        var next = distances.AsSpan(start..end).IndexOfAnyInRange((ushort)0, farthest);
        return next < 0 ? end : start + next;
    }

    public void Dispose() => ArrayPool<ushort>.Shared.Return(distances);
}
