namespace EnvBuild.Fuzzing;

/// <summary>Something that reads what strangers wrote.</summary>
/// <param name="name">Name on the command line and in reports.</param>
internal abstract class FuzzTarget(string name)
{
    /// <summary>Name on the command line and in reports.</summary>
    public string Name => name;

    /// <summary>Good inputs, from which others are made.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Pieces that mean something to the reader.</summary>
    public abstract IReadOnlyList<byte[]> Tokens { get; }

    /// <summary>Bytes that one input may allocate besides what its length explains.</summary>
    public virtual long MemoryFloor => 16 << 20;

    /// <summary>Bytes that each byte of an input may cost.</summary>
    public virtual long MemoryFactor => 4096;

    /// <summary>Reads an input and checks what must hold of the result.</summary>
    /// <param name="input">The input.</param>
    /// <returns>Whether it was accepted.</returns>
    /// <exception cref="FuzzFailureException">Something that must hold does not.</exception>
    public abstract bool Run(byte[] input);

    /// <summary>Whether the reader refuses inputs in this way.</summary>
    public abstract bool IsRefusal(Exception exception);
}
