namespace Assistant.Text;

/// <summary>
/// Hashed terms with weights: <paramref name="Indices"/> are distinct 32-bit term hashes in ascending order, <paramref name="Values"/> the
/// weight of each. The same form as Qdrant's sparse vectors, so both indexes score alike.
/// </summary>
public sealed record SparseVector(uint[] Indices, float[] Values)
{
    /// <summary>A vector without terms; it matches nothing.</summary>
    public static SparseVector Empty { get; } = new([], []);

    /// <summary>Little-endian bytes: the count, the indices, the values.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[4 + 8 * Indices.Length];
        BitConverter.TryWriteBytes(bytes, Indices.Length);
        Buffer.BlockCopy(Indices, 0, bytes, 4, 4 * Indices.Length);
        Buffer.BlockCopy(Values, 0, bytes, 4 + 4 * Indices.Length, 4 * Values.Length);
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of another form.</exception>
    public static SparseVector FromBytes(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var count = bytes.Length < 4 ? -1 : BitConverter.ToInt32(bytes, 0);
        if (count < 0 || bytes.Length != 4 + 8L * count) throw new FormatException($"{bytes.Length} bytes are no sparse vector.");
        var vector = new SparseVector(new uint[count], new float[count]);
        Buffer.BlockCopy(bytes, 4, vector.Indices, 0, 4 * count);
        Buffer.BlockCopy(bytes, 4 + 4 * count, vector.Values, 0, 4 * count);
        return vector;
    }
}
