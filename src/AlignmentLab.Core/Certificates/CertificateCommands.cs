using AlignmentLab.Algorithms;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Transparency;
using MediatR;

namespace AlignmentLab.Core.Certificates;

/// <summary>Signs what a replay found.</summary>
/// <returns>The certificate's JSON as a signed note: the file that is handed on.</returns>
public sealed record IssueCertificate(ReplayReport Report) : IRequest<SignedNote>;

/// <summary>Checks a certificate; the lab that issued it is not needed.</summary>
/// <param name="Text">The file's content.</param>
/// <param name="PublicKey">DER SubjectPublicKeyInfo that must have signed it; null: the key that it names itself.</param>
/// <param name="Run">A run of this lab that it must be about and agree with; null: the lab is not looked at.</param>
public sealed record CheckCertificate(string Text, ReadOnlyMemory<byte>? PublicKey = null, RunId? Run = null) : IRequest<CheckedCertificate>;

/// <param name="Key">The name of the key that signed it.</param>
/// <param name="Faults">Why it is not to be believed; none when it is.</param>
public sealed record CheckedCertificate(ReplayCertificate Certificate, string Key, IReadOnlyList<string> Faults);
