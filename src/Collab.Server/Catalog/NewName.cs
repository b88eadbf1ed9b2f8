using System.Security.Cryptography;
using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>Names for new documents.</summary>
internal static class NewName
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // 22 of 62 characters are 130 random bits: who was not told a name does not find it.
    private const int Length = 22;

    public static DocumentName Create() => new(RandomNumberGenerator.GetString(Base62, Length));
}
