namespace Collab.Load.Sockets;

/// <summary>Opens many connections, some at a time.</summary>
internal static class Opening
{
    private const int AtOnce = 32;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <param name="open">Opens connection number n.</param>
    /// <param name="syncs">Whether to wait for step 2.</param>
    public static IReadOnlyList<Connection> OpenAll(EventLoop loop, int count, bool syncs, Func<int, Connection> open)
    {
        var opened = new List<Connection>(count);
        var done = 0;
        var isOpen = loop.Run(
            _ =>
            {
                while (done < opened.Count && IsOpen(opened[done]))
                {
                    done++;
                }

                while (opened.Count < count && opened.Count - done < AtOnce)
                {
                    opened.Add(open(opened.Count));
                }

                return long.MaxValue;
            },
            () => done == count || loop.Lost.Count > 0,
            Limit);
        if (!isOpen || loop.Lost.Count > 0)
        {
            throw new ScenarioFailedException($"{done} of {count} connections were opened{Why(loop)}");
        }

        return opened;

        bool IsOpen(Connection connection) => syncs ? connection.IsSynced : connection.IsReady;
    }

    private static string Why(EventLoop loop) => loop.Lost.Count == 0 ? "" : $": {loop.Lost[0]}";
}
