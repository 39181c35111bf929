using EnvBuild.Tasks.Inputs;
using EnvBuild.Tasks.Tests.Engine;
using Microsoft.Build.Utilities;

namespace EnvBuild.Tasks.Tests;

[TestClass]
public sealed class CheckEnvironmentsTests
{
    [TestMethod]
    public void A_project_that_was_never_built_has_no_images_and_gets_an_inputs_file()
    {
        using var project = new ProjectOnDisk();

        var check = Run(project);

        Assert.IsEmpty(check.Images);
        Assert.IsTrue(File.Exists(project.InputsFile));
    }

    [TestMethod]
    public void With_nothing_changed_the_images_are_reused_and_one_line_says_so()
    {
        using var project = new ProjectOnDisk();
        Run(project);
        project.RecordImage();
        var engine = new RecordingBuildEngine();

        var check = Run(project, engine);

        var image = Assert.ContainsSingle(check.Images);
        Assert.AreEqual("iris:1", image.ItemSpec);
        Assert.AreEqual("true", image.GetMetadata("Reused"));
        Assert.AreEqual("linux-64", image.GetMetadata("Platform"));
        Assert.AreEqual(new string('f', 64), image.GetMetadata("Fingerprint"));
        var digest = image.GetMetadata("Digest")[..19];
        Assert.AreEqual(
            $"environment 'iris' (linux-64): reused image iris:1 {digest}… — fingerprint unchanged",
            Assert.ContainsSingle(engine.Lines));
    }

    [TestMethod]
    public void With_nothing_changed_no_file_is_written()
    {
        using var project = new ProjectOnDisk();
        Run(project);
        project.RecordImage();
        var old = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(project.DefinitionFile, old);
        File.SetLastWriteTimeUtc(project.InputsFile, old);
        File.SetLastWriteTimeUtc(project.ImagesFile, old);

        Run(project);

        Assert.AreEqual(old, File.GetLastWriteTimeUtc(project.InputsFile));
        Assert.AreEqual(old, File.GetLastWriteTimeUtc(project.ImagesFile));
    }

    [TestMethod]
    public void An_inner_build_tells_of_unchanged_images_only_to_those_who_look()
    {
        using var project = new ProjectOnDisk();
        Run(project);
        project.RecordImage();
        var engine = new RecordingBuildEngine();
        using var check = project.Check(engine);
        check.Quiet = true;

        Assert.IsTrue(check.Execute());

        Assert.IsEmpty(engine.Lines);
    }

    [TestMethod]
    public void Any_change_of_a_definition_makes_the_images_old()
    {
        using var project = new ProjectOnDisk();
        Run(project);
        project.RecordImage();
        project.Write("environment.yml", ProjectOnDisk.Definition + "# a comment\n");

        AssertOld(project);
    }

    [TestMethod]
    public void A_change_that_keeps_size_and_time_is_seen()
    {
        using var project = new ProjectOnDisk();
        Run(project);
        project.RecordImage();
        var time = File.GetLastWriteTimeUtc(project.DefinitionFile);
        project.Write("environment.yml", ProjectOnDisk.Definition.Replace("3.11", "3.12", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(project.DefinitionFile, time);

        AssertOld(project);
    }

    [TestMethod]
    public void A_definition_saved_without_a_change_is_not_old_and_the_record_is_newer_than_it()
    {
        using var project = new ProjectOnDisk();
        Run(project);
        project.RecordImage();
        File.SetLastWriteTimeUtc(project.ImagesFile, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.HasCount(1, Run(project).Images);

        Assert.IsGreaterThan(
            File.GetLastWriteTimeUtc(project.DefinitionFile), File.GetLastWriteTimeUtc(project.ImagesFile));
    }

    [TestMethod]
    public void A_lock_that_appears_beside_the_definition_makes_the_images_old()
    {
        using var project = new ProjectOnDisk();
        Run(project);
        project.RecordImage();
        project.Write("environment.conda-lock.yml", "version: 1\n");

        AssertOld(project);
    }

    [TestMethod]
    [DataRow("Tag", "iris:2")]
    [DataRow("Platforms", "linux-64;linux-aarch64")]
    [DataRow("BaseImage", "oci:base")]
    public void Changed_metadata_makes_the_images_old(string name, string value)
    {
        using var project = new ProjectOnDisk();
        Run(project);
        project.RecordImage();
        using var check = project.Check(new RecordingBuildEngine(), project.EnvironmentItem((name, value)));

        Assert.IsTrue(check.Execute());

        Assert.IsEmpty(check.Images);
        Assert.IsFalse(File.Exists(project.ImagesFile));
    }

    [TestMethod]
    public void A_changed_setting_makes_the_images_old()
    {
        using var project = new ProjectOnDisk();
        Run(project);
        project.RecordImage();
        using var check = project.Check(new RecordingBuildEngine());
        check.ChannelAlias = "https://mirror.example";

        Assert.IsTrue(check.Execute());

        Assert.IsEmpty(check.Images);
    }

    [TestMethod]
    public void A_token_in_a_channel_alias_reaches_no_file()
    {
        using var project = new ProjectOnDisk();
        using var check = project.Check(new RecordingBuildEngine());
        check.ChannelAlias = "https://mirror.example/t/secret-token";

        Assert.IsTrue(check.Execute());

        Assert.DoesNotContain("secret-token", File.ReadAllText(project.InputsFile));
    }

    [TestMethod]
    public void An_image_that_lost_a_layer_makes_the_build_run_again()
    {
        using var project = new ProjectOnDisk();
        Run(project);
        File.Delete(project.RecordImage());

        AssertOld(project);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("{\"format\":1}")]
    [DataRow("{\"format\":1,\"store\":7,\"images\":[]}")]
    public void A_damaged_record_counts_as_none(string text)
    {
        using var project = new ProjectOnDisk();
        Run(project);
        project.RecordImage();
        File.WriteAllText(project.ImagesFile, text);

        AssertOld(project);
    }

    [TestMethod]
    public void A_damaged_inputs_file_is_written_anew()
    {
        using var project = new ProjectOnDisk();
        project.Write("obj/environment.inputs.cache", "{\"format\":1,\"settings\":{}}");

        Run(project);

        Assert.IsNotNull(InputsCacheJson.Read(project.InputsFile));
    }

    [TestMethod]
    public void An_item_without_a_file_is_an_error_at_the_project()
    {
        using var project = new ProjectOnDisk();
        var engine = new RecordingBuildEngine();
        using var check = project.Check(engine, new TaskItem(project["enviroment.yml"]));

        Assert.IsFalse(check.Execute());

        var error = Assert.ContainsSingle(engine.Errors);
        Assert.AreEqual("ENV0103", error.Code);
        Assert.AreEqual(project.ProjectFile, error.File);
    }

    [TestMethod]
    public void An_item_that_the_user_wrote_goes_before_the_default_one()
    {
        using var project = new ProjectOnDisk();
        using var check = project.Check(
            new RecordingBuildEngine(),
            project.EnvironmentItem(("IsImplicitlyDefined", "true")),
            project.EnvironmentItem(("Tag", "iris:7")));

        Assert.IsTrue(check.Execute());

        var environment = Assert.ContainsSingle(InputsCacheJson.Read(project.InputsFile)!.Environments);
        Assert.AreEqual("iris:7", environment.Input.Tag);
    }

    [TestMethod]
    [DataRow("", false, false, false)]
    [DataRow("", true, false, false)]
    [DataRow("", false, true, false)]
    [DataRow("", true, true, true)]
    [DataRow("false", true, true, false)]
    [DataRow("true", false, false, true)]
    public void Locked_mode_is_for_build_servers_with_a_lock_unless_it_is_set(
        string property, bool isServer, bool hasLock, bool expected)
    {
        using var project = new ProjectOnDisk();
        if (hasLock)
        {
            project.Write("environment.conda-lock.yml", "version: 1\n");
        }

        using var check = project.Check(new RecordingBuildEngine());
        check.LockedMode = property;
        check.ContinuousIntegration = isServer;

        Assert.IsTrue(check.Execute());

        Assert.AreEqual(expected, InputsCacheJson.Read(project.InputsFile)!.Environments[0].Input.LockedMode);
    }

    private static CheckEnvironments Run(ProjectOnDisk project, RecordingBuildEngine? engine = null)
    {
        engine ??= new RecordingBuildEngine();
        using var check = project.Check(engine);
        Assert.IsTrue(check.Execute(), string.Join('\n', engine.Errors.Select(error => error.Message)));
        return check;
    }

    private static void AssertOld(ProjectOnDisk project)
    {
        Assert.IsEmpty(Run(project).Images);
        Assert.IsFalse(File.Exists(project.ImagesFile));
    }
}
