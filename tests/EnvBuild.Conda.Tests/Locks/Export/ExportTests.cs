using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EnvBuild.Conda.Locks;
using EnvBuild.Conda.Locks.Export;

namespace EnvBuild.Conda.Tests.Locks.Export;

[TestClass]
public sealed partial class ExportTests
{
    private static readonly string Md5 = new('a', 32);
    private static readonly string Sha256 = new('b', 64);

    private static readonly CondaLock Lock = new()
    {
        Platforms = ["linux-64", "win-64"],
        Channels = ["https://me:secret@host.example/c", "conda-forge"],
        Packages =
        [
            Conda("zlib"),
            Conda("alpha", "zlib", "cycle"),
            Conda("cycle", "alpha") with { Sha256 = null },
            Conda("bare") with { Md5 = null, Sha256 = null },
            Conda("optional") with { IsOptional = true },
            Conda("other") with { Platform = "win-64" },
            new LockedPackage
            {
                Name = "requests",
                Version = "2.31.0",
                Manager = LockedPackage.PipManager,
                Platform = "linux-64",
                Url = "https://files.pythonhosted.org/packages/x/requests-2.31.0-py3-none-any.whl",
                Sha256 = Sha256,
            },
            new LockedPackage
            {
                Name = "mine",
                Version = "1",
                Manager = LockedPackage.PipManager,
                Platform = "linux-64",
                Url = "git+https://me:secret@host.example/mine.git@abc",
            },
        ],
    };

    [TestMethod]
    public void A_list_has_dependencies_first_and_every_line_is_of_the_form_of_CEP_23()
    {
        var text = ExplicitWriter.Write(Lock, "linux-64");

        Assert.AreEqual(
            $"""
            # This file may be used to create an environment using:
            # $ conda create --name <env> --file <this file>
            # platform: linux-64
            @EXPLICIT
            https://host.example/c/noarch/cycle-1.0-h0_0.conda#{Md5}
            https://host.example/c/noarch/zlib-1.0-h0_0.conda#sha256:{Sha256}
            https://host.example/c/noarch/alpha-1.0-h0_0.conda#sha256:{Sha256}
            https://host.example/c/noarch/bare-1.0-h0_0.conda
            # pip mine @ git+https://host.example/mine.git@abc
            # pip requests @ https://files.pythonhosted.org/packages/x/requests-2.31.0-py3-none-any.whl --hash=sha256:{Sha256}

            """,
            text);
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] is not ('#' or '@')))
        {
            Assert.MatchesRegex(Cep23Regex(), line);
        }
    }

    [TestMethod]
    public void An_environment_file_pins_versions_and_perhaps_builds()
    {
        var options = new EnvironmentFileOptions
        {
            Name = "iris",
            Variables = ImmutableSortedDictionary<string, string>.Empty.Add("B", "yes").Add("A", "1: 2"),
        };
        var text = EnvironmentFileWriter.Write(Lock, "linux-64", options);

        Assert.AreEqual(
            """
            # platform: linux-64
            name: iris
            channels:
              - https://host.example/c
              - conda-forge
              - nodefaults
            dependencies:
              - alpha=1.0
              - bare=1.0
              - cycle=1.0
              - zlib=1.0
              - pip:
                  - 'mine @ git+https://host.example/mine.git@abc'
                  - requests==2.31.0
            variables:
              A: '1: 2'
              B: 'yes'

            """,
            text);
        Assert.AreEqual(
            text.Replace("=1.0", "=1.0=h0_0", StringComparison.Ordinal),
            EnvironmentFileWriter.Write(Lock, "linux-64", options with { WithBuilds = true }));
    }

    [TestMethod]
    public void The_order_of_packages_in_the_lock_does_not_show()
    {
        var reversed = Lock with { Packages = [.. Lock.Packages.Reverse()] };

        Assert.AreEqual(ExplicitWriter.Write(Lock, "linux-64"), ExplicitWriter.Write(reversed, "linux-64"));
        Assert.AreEqual(
            EnvironmentFileWriter.Write(Lock, "linux-64", new()),
            EnvironmentFileWriter.Write(reversed, "linux-64", new()));
    }

    [TestMethod]
    public void One_platform_of_a_lock_leaves_nothing_of_the_others()
    {
        var metadata = ImmutableSortedDictionary<string, string>.Empty
            .Add(LockMetadata.Sizes("linux-64"), "a=1").Add(LockMetadata.Sizes("win-64"), "a=1").Add("other", "tool");
        var hashes = ImmutableSortedDictionary<string, string>.Empty.Add("linux-64", "1").Add("win-64", "1");
        var only = (Lock with { CustomMetadata = metadata, ContentHashes = hashes }).Only("win-64");

        CollectionAssert.AreEqual(new[] { LockMetadata.Sizes("win-64"), "other" }, only.CustomMetadata.Keys.ToArray());
        Assert.AreEqual("win-64", only.ContentHashes.Keys.Single());
        Assert.AreEqual("other", only.Packages.Single().Name);
        Assert.AreEqual(LockWriter.Write(only), LockWriter.Write(LockReader.Read(LockWriter.Write(only), "lock")));
    }

    private static LockedPackage Conda(string name, params string[] dependencies) => new()
    {
        Name = name,
        Version = "1.0",
        Manager = LockedPackage.CondaManager,
        Platform = "linux-64",
        Url = $"https://me:secret@host.example/t/tk-1/c/noarch/{name}-1.0-h0_0.conda",
        Md5 = Md5,
        Sha256 = Sha256,
        Dependencies = LockDependencies.Of(dependencies),
    };

    // As CEP 23 writes it, in the syntax of .NET.
    [GeneratedRegex(
        @"^(?:(?<url_p>.+)(?:[/\\]))?(?<fn>[^/\\#]+(?:\.tar\.bz2|\.conda))"
        + @"(?:#((?<md5>[0-9a-f]{32})|((sha256:)?(?<sha256>[0-9a-f]{64}))))?$")]
    private static partial Regex Cep23Regex();
}
