namespace Collab.AspNetCore;

/// <summary>Decides about changes before they are applied: the host's own rules on what may be written.</summary>
public interface IUpdateFilter
{
    /// <summary>Asked about each change that a connection brings, before any of it is in the document; for a connection one at a time, in the
    /// order they came, and its socket is not read meanwhile. Of several filters all have to allow it. Changes of the host's own are not asked about.</summary>
    /// <returns>Whether it is applied. A refused one is left out whole, its client is told why and stays connected. One that this throws for, or
    /// does not answer about within 10 s, is refused.</returns>
    ValueTask<UpdateVerdict> FilterAsync(UpdateRequest request, CancellationToken cancellationToken);
}
