using System.Collections.Immutable;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Team;

internal sealed class TeamHandlers(Accounts accounts, Tokens.AccessTokens tokens, ICredentials credentials) :
    IRequestHandler<ListAccounts, IReadOnlyList<Account>>,
    IRequestHandler<SetUpTeam, Account>,
    IRequestHandler<SignIn, Account?>,
    IRequestHandler<CreateAccount, Account>,
    IRequestHandler<ChangeRole, Account>,
    IRequestHandler<CloseAccount, Account>,
    IRequestHandler<ChangePassword, Account>,
    IRequestHandler<ResetPassword, Account>
{
    public async Task<IReadOnlyList<Account>> Handle(ListAccounts request, CancellationToken cancellationToken) =>
        [.. (await accounts.AllAsync(cancellationToken)).Accounts.Values];

    public async Task<Account> Handle(SetUpTeam request, CancellationToken cancellationToken)
    {
        var (all, version) = await accounts.AllAsync(cancellationToken);
        return all.IsEmpty
            ? await AddAsync(request.Name, request.Password, Role.Admin, request.Name, version, cancellationToken)
            : throw new InvalidInputException("The lab has been set up already. Sign in, or ask an admin for an account.");
    }

    public async Task<Account?> Handle(SignIn request, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(request.Name, cancellationToken);
        var hash = account is null ? null : await credentials.HashAsync(account.Name, cancellationToken);
        return PasswordHash.Matches(hash, request.Password) ? account : null;
    }

    public async Task<Account> Handle(CreateAccount request, CancellationToken cancellationToken)
    {
        var (all, version) = await accounts.AllAsync(cancellationToken);
        return all.ContainsKey(request.Name)
            ? throw new InvalidInputException($"There is an account '{request.Name}' already, open or closed; choose another name.")
            : await AddAsync(request.Name, request.Password, request.Role, request.Author, version, cancellationToken);
    }

    public Task<Account> Handle(ChangeRole request, CancellationToken cancellationToken) =>
        ChangeAsync(request.Name, request.Role == Role.Admin, new RoleChanged(request.Name, request.Role), request.Author, cancellationToken);

    public Task<Account> Handle(CloseAccount request, CancellationToken cancellationToken) =>
        ChangeAsync(request.Name, staysAdmin: false, new AccountClosed(request.Name), request.Author, cancellationToken);

    public async Task<Account> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        if (!PasswordHash.Matches(await credentials.HashAsync(request.Author, cancellationToken), request.OldPassword))
        {
            throw new WrongPasswordException();
        }

        return await SetPasswordAsync(request.Author, request.NewPassword, request.Author, cancellationToken);
    }

    public async Task<Account> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        var account = await SetPasswordAsync(request.Name, request.Password, request.Author, cancellationToken);
        await tokens.RevokeAllAsync(request.Name, request.Author, cancellationToken);
        return account;
    }

    // The event comes last: it says what is so already. A hash that was changed without one still ends the old sessions.
    private async Task<Account> SetPasswordAsync(string name, string password, string author, CancellationToken cancellationToken)
    {
        var (all, version) = await accounts.AllAsync(cancellationToken);
        if (all.GetValueOrDefault(name) is not { Closed: false })
        {
            throw new InvalidInputException($"There is no account '{name}' that could have another password.");
        }

        await credentials.SetAsync(name, PasswordHash.Of(password), cancellationToken);
        return await AppendAsync(name, new PasswordChanged(name), author, version, cancellationToken);
    }

    // The hash comes first: an account without one could never be used, a hash without an account is nobody's.
    private async Task<Account> AddAsync(string name, string password, Role role, string author, long version, CancellationToken cancellationToken)
    {
        Account.CheckName(name);
        await credentials.SetAsync(name, PasswordHash.Of(password), cancellationToken);
        return await AppendAsync(name, new AccountCreated(name, role), author, version, cancellationToken);
    }

    private async Task<Account> ChangeAsync(string name, bool staysAdmin, object change, string author, CancellationToken cancellationToken)
    {
        var (all, version) = await accounts.AllAsync(cancellationToken);
        if (all.GetValueOrDefault(name) is not { Closed: false } account)
        {
            throw new InvalidInputException($"There is no account '{name}' that could be changed.");
        }

        if (account.Role == Role.Admin && !staysAdmin && all.Values.Count(a => a is { Role: Role.Admin, Closed: false }) == 1)
        {
            throw new InvalidInputException($"'{name}' is the lab's only admin. Make another account an admin first.");
        }

        return await AppendAsync(name, change, author, version, cancellationToken);
    }

    private async Task<Account> AppendAsync(string name, object payload, string author, long version, CancellationToken cancellationToken)
    {
        try
        {
            await accounts.AppendAsync(payload, author, version, cancellationToken);
        }
        catch (WrongExpectedVersionException)
        {
            throw new InvalidInputException("Somebody else changed the accounts at the same moment. Look at them again and repeat.");
        }

        return (await accounts.AllAsync(cancellationToken)).Accounts[name];
    }
}
