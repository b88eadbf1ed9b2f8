namespace Collab.Core.Codec;

/// <summary>Bytes from outside that are not what they claim to be: cut off, contradictory, or over a limit.</summary>
public sealed class MalformedUpdateException : Exception
{
    public MalformedUpdateException()
        : this("malformed bytes", 0)
    {
    }

    public MalformedUpdateException(string message)
        : this(message, 0)
    {
    }

    public MalformedUpdateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="what">What is wrong, without the place.</param>
    /// <param name="offset">The byte, from the start of the input, at which it showed.</param>
    public MalformedUpdateException(string what, long offset)
        : base($"{what}, at byte {offset}") => Offset = offset;

    /// <summary>The byte, from the start of the input, at which the fault showed.</summary>
    public long Offset { get; }
}
