namespace Collab.Core.Documents;

/// <summary>An update was refused whole because too much would be held back for lack of what it refers to.</summary>
public sealed class PendingLimitException : Exception
{
    public PendingLimitException()
        : this("too much is pending")
    {
    }

    public PendingLimitException(string message)
        : base(message)
    {
    }

    public PendingLimitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
