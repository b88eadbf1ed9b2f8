namespace Collab.Server.Storage;

/// <summary>One kind of storage, documents and catalogue, which is opened before anything is served.</summary>
internal interface IStorage
{
    /// <summary>Where documents are kept, for people; without secrets.</summary>
    string Place { get; }

    /// <exception cref="Configuration.InvalidSettingException">It cannot be used as it is configured.</exception>
    /// <exception cref="Core.Storage.StoreUnavailableException">It cannot be used now.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Opens it to be looked through instead: nothing is changed, neither now nor later.</summary>
    /// <exception cref="Configuration.InvalidSettingException">It cannot be used as it is configured, or there is none.</exception>
    /// <exception cref="Core.Storage.StoreUnavailableException">It cannot be read now.</exception>
    /// <exception cref="InvalidDataException">Something is there, and it cannot be told to be a store.</exception>
    Task<InspectedStorage> InspectAsync(CancellationToken cancellationToken);
}
