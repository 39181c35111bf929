namespace EnvBuild.Oci.Registries.Access;

/// <summary>
/// Credentials of environment variables. Each set names its host, so that none goes elsewhere:
/// <c>ENVBUILD_REGISTRY_HOST</c>, with <c>ENVBUILD_REGISTRY_USER</c> and <c>ENVBUILD_REGISTRY_PASSWORD</c>, or with
/// <c>ENVBUILD_REGISTRY_TOKEN</c>; further sets end in <c>_2</c>, <c>_3</c> and so on, without a gap.
/// </summary>
internal static class CredentialVariables
{
    public static IEnumerable<(string Host, RegistryCredential Credential)> Read(RegistryMachine machine)
    {
        for (var number = 1; ; number++)
        {
            var end = number == 1 ? "" : $"_{number}";
            if (machine.Variable($"ENVBUILD_REGISTRY_HOST{end}") is not { } host)
            {
                yield break;
            }

            var token = machine.Variable($"ENVBUILD_REGISTRY_TOKEN{end}");
            var user = machine.Variable($"ENVBUILD_REGISTRY_USER{end}");
            var password = machine.Variable($"ENVBUILD_REGISTRY_PASSWORD{end}");
            var origin = token is null
                ? $"the variables ENVBUILD_REGISTRY_USER{end} and ENVBUILD_REGISTRY_PASSWORD{end}"
                : $"the variable ENVBUILD_REGISTRY_TOKEN{end}";
            var credential = new RegistryCredential(origin)
            {
                User = user,
                Password = password,
                AccessToken = token,
            };
            if (token is not null || credential.HasPassword)
            {
                yield return (RegistryReference.NormalizeHost(host.Trim()), credential);
            }
        }
    }
}
