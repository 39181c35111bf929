namespace EnvBuild.Definitions;

/// <summary>Form in which a definition is written.</summary>
public enum DefinitionDialect
{
    /// <summary>A conda environment file.</summary>
    Conda,

    /// <summary>An Azure ML v2 environment, or EnvBuild's superset of it.</summary>
    AzureML,

    /// <summary>An environment of the Azure ML v1 SDK (<c>azureml_environment.json</c>).</summary>
    AzureMLV1,
}
