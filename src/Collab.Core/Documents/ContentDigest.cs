using System.Globalization;

namespace Collab.Core.Documents;

/// <summary>Stands for everything that a document holds, in 128 bits: see <see cref="Document.GetContentDigest"/>.</summary>
/// <remarks>For comparing two documents in one process. It is not stored: another version may compute another one.</remarks>
public readonly record struct ContentDigest(ulong High, ulong Low)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
