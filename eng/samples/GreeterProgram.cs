using System.Text;

namespace EnvBuild.SampleChannel;

/// <summary>
/// A program that prints the greeting of its environment and then each argument on a line of its own. It speaks to
/// the kernel alone, so that it runs in an image that holds nothing else.
/// </summary>
internal static class GreeterProgram
{
    public const string GreetingPath = "share/greeting/greeting.txt";

    private const ushort X64Machine = 62;

    /// <param name="prefix">Placeholder of the environment's folder; linking replaces it.</param>
    public static byte[] X64(string prefix) => ElfProgram.Write(X64Machine, new X64Code()
        .Bytes(0x48, 0x8B, 0x1C, 0x24) // mov rbx, [rsp]          number of arguments
        .Bytes(0x48, 0x8D, 0x6C, 0x24, 0x08) // lea rbp, [rsp+8]  arguments
        .To("path", 0x48, 0x8D, 0x3D) // lea rdi, [path]
        .Bytes(0x31, 0xF6) // xor esi, esi                        read only
        .Bytes(0xB8, 2, 0, 0, 0, 0x0F, 0x05) // open
        .Bytes(0x85, 0xC0) // test eax, eax
        .To("failed", 0x0F, 0x88) // js failed
        .Bytes(0x89, 0xC7) // mov edi, eax
        .Bytes(0x48, 0x81, 0xEC, 0, 0x10, 0, 0) // sub rsp, 4096
        .Bytes(0x48, 0x89, 0xE6) // mov rsi, rsp
        .Bytes(0xBA, 0, 0x10, 0, 0) // mov edx, 4096
        .Bytes(0x31, 0xC0, 0x0F, 0x05) // read
        .Bytes(0x85, 0xC0) // test eax, eax
        .To("failed", 0x0F, 0x88) // js failed
        .Bytes(0x89, 0xC2) // mov edx, eax
        .To("print", 0xE8) // call print
        .Label("next")
        .Bytes(0x48, 0xFF, 0xCB) // dec rbx
        .To("done", 0x0F, 0x8E) // jle done
        .Bytes(0x48, 0x83, 0xC5, 0x08) // add rbp, 8
        .Bytes(0x48, 0x8B, 0x75, 0x00) // mov rsi, [rbp]
        .Bytes(0x31, 0xD2) // xor edx, edx
        .Label("measure")
        .Bytes(0x80, 0x3C, 0x16, 0x00) // cmp byte [rsi+rdx], 0
        .To("measured", 0x0F, 0x84) // je measured
        .Bytes(0xFF, 0xC2) // inc edx
        .To("measure", 0xE9) // jmp measure
        .Label("measured")
        .To("print", 0xE8) // call print
        .To("newline", 0x48, 0x8D, 0x35) // lea rsi, [newline]
        .Bytes(0xBA, 1, 0, 0, 0) // mov edx, 1
        .To("print", 0xE8) // call print
        .To("next", 0xE9) // jmp next
        .Label("done")
        .Bytes(0x31, 0xFF) // xor edi, edi
        .To("exit", 0xE9) // jmp exit
        .Label("failed")
        .Bytes(0xBF, 1, 0, 0, 0) // mov edi, 1
        .Label("exit")
        .Bytes(0xB8, 60, 0, 0, 0, 0x0F, 0x05) // exit
        .Label("print")
        .Bytes(0xBF, 1, 0, 0, 0) // mov edi, 1                     standard output
        .Bytes(0xB8, 1, 0, 0, 0, 0x0F, 0x05, 0xC3) // write; ret
        .Label("newline")
        .Bytes((byte)'\n')
        .Label("path")
        .Bytes(Encoding.ASCII.GetBytes($"{prefix}/{GreetingPath}\0"))
        .ToArray());
}
