namespace AlignmentLab.Core.Runs.History;

/// <summary>A list that grows by pieces, so that growing neither copies what is there nor leaves large holes in the heap.</summary>
internal sealed class ChunkedList<T>
{
    private const int Bits = 10;
    private const int Size = 1 << Bits;

    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    public ref T this[int index] => ref _chunks[index >> Bits][index & (Size - 1)];

    public void Add(T item)
    {
        if (Count >> Bits == _chunks.Count)
        {
            _chunks.Add(new T[Size]);
        }

        Count++;
        this[Count - 1] = item;
    }
}
