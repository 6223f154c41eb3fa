using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>Stands between a browser and the server, and can be cut as a network is: what is open breaks, what is tried fails.</summary>
internal sealed class CuttableConnection : IAsyncDisposable
{
    private readonly int _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private volatile bool _cut;

    /// <param name="server">The server's address.</param>
    public CuttableConnection(string server)
    {
        _server = new Uri(server).Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The address to open in place of the server's.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Cut()
    {
        _cut = true;
        foreach (var client in _open.Keys)
        {
            client.Dispose();
        }
    }

    public void Restore() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task PassAsync(TcpClient browser)
    {
        using var server = new TcpClient();
        using (browser)
        {
            _open.TryAdd(browser, true);
            try
            {
                if (!_cut)
                {
                    await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
                    _open.TryAdd(server, true);
                    await Task.WhenAny(browser.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(browser.GetStream()));
                }
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
            {
                // One of the ends is gone.
            }

            _open.TryRemove(browser, out _);
            _open.TryRemove(server, out _);
        }
    }
}
