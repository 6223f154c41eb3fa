using AlignmentLab.Errors;

namespace AlignmentLab.Core.Team;

/// <summary>Somebody gave a password that is not the account's.</summary>
public sealed class WrongPasswordException() : InvalidInputException("The old password is another one.");
