using System.Text.Json.Nodes;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using FluentValidation;
using MediatR;

namespace AlignmentLab.Core.Environments;

/// <summary>Makes an environment for stepping it by hand; nothing is recorded.</summary>
/// <param name="Name">Its registered name.</param>
/// <param name="Settings"><c>option=value</c> over its defaults, the value read as YAML.</param>
public sealed record OpenEnvironment(string Name, IReadOnlyList<string> Settings) : IRequest<OpenedEnvironment>;

/// <summary>An instance, used by nobody else, with the options that it was made with.</summary>
public sealed record OpenedEnvironment(IEnvironment Environment, JsonObject Options);

internal sealed class OpenEnvironmentHandler(IPluginCatalog catalog) : RequestHandler<OpenEnvironment, OpenedEnvironment>
{
    protected override OpenedEnvironment Handle(OpenEnvironment request)
    {
        var factory = catalog.Environment(request.Name);
        SettingList.CheckOnceEach(request.Settings);
        var document = request.Settings.Aggregate(new SpecDocument(new SpecMap("--set", [])), (d, setting) => d.With(setting));
        var options = SpecBinder.Bind(document.Root, factory.OptionsType, factory.Name);
        Check(document.Root, factory, options);
        try
        {
            return new OpenedEnvironment(factory.Create(options), OptionsJson.Write(options));
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException($"{factory.Name} cannot be made with these options: {error.Message}", error);
        }
    }

    private void Check(SpecMap root, IEnvironmentFactory factory, object options)
    {
        var service = typeof(IValidator<>).MakeGenericType(factory.OptionsType);
        if (catalog.ResolveOptional(factory.GetType(), service) is not IValidator rules)
        {
            return;
        }

        var faults = rules.Validate(new ValidationContext<object>(options)).Errors.Select(fault =>
        {
            var key = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(fault.PropertyName);
            return $"{root.Nearest(key).Place}: {key}: {fault.ErrorMessage}";
        }).ToList();
        if (faults.Count > 0)
        {
            throw new InvalidInputException(string.Join(Environment.NewLine, faults));
        }
    }
}
