namespace Collab.Core.Storage;

/// <summary>A document is stored but cannot be read whole; its bytes are left as they are.</summary>
public sealed class DocumentDamagedException : IOException
{
    public DocumentDamagedException()
    {
    }

    public DocumentDamagedException(string message)
        : base(message)
    {
    }

    public DocumentDamagedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
