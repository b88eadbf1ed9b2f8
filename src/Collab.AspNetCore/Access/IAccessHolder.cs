using Collab.Core.Sessions;

namespace Collab.AspNetCore.Access;

/// <summary>A connected client, as far as what it may do is concerned.</summary>
internal interface IAccessHolder
{
    /// <summary>Changes what it may do, from any thread; no right at all puts it out.</summary>
    /// <returns>False if it is not connected any more.</returns>
    bool SetAccess(DocumentAccess access);
}
