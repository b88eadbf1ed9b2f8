using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Blocks;

/// <summary>Reads one update front to back and checks all that can be checked without a document.</summary>
/// <remarks>
/// <para>Order of calls: the count of clients; for each client its head, then as many blocks as that says; the deletes.</para>
/// <para>A struct without the bytes, so that it can lie on the heap: each call is given the whole update. A copy goes on by
/// itself, which is how an update is read twice.</para>
/// </remarks>
internal interface IUpdateReader
{
    /// <exception cref="MalformedUpdateException">As of every method: the bytes are broken, or break a limit.</exception>
    int ReadClientCount(ReadOnlySpan<byte> update, UpdateLimits limits);

    /// <param name="blocksBefore">The blocks that the heads of other clients announced.</param>
    SectionHead ReadSectionHead(ReadOnlySpan<byte> update, UpdateLimits limits, int blocksBefore);

    /// <param name="block">Client and clock are given; all else is filled.</param>
    void ReadBlock(ReadOnlySpan<byte> update, UpdateLimits limits, ref DecodedBlock block);

    DecodedDeletes ReadDeletes(ReadOnlySpan<byte> update, UpdateLimits limits);

    /// <summary>Refuses the update for something that shows only in the whole.</summary>
    MalformedUpdateException Malformed(string what);
}
