// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import Foundation
import Testing

@Suite struct SafeFlagsTests {
    private func flags(_ command: String, root: String = "/tree") -> SafeFlags {
        SafeFlags(ShellWords.split(command), directory: "/tree", root: root)
    }

    @Test func keepsWhatDecidesHowTextIsParsed() {
        let kept = flags(
            "gcc -Wp,-MMD,x.d -nostdinc -I./include -I ../other -include ./k.h -D__KERNEL__ -std=gnu11 -O2 -c -o a.o a.c"
        )
        #expect(
            kept.arguments == [
                "-nostdinc", "-I/tree/include", "-I", "/other", "-include", "/tree/k.h", "-D__KERNEL__", "-std=gnu11",
            ])
        #expect(kept.warnings.isEmpty)
    }

    @Test func keepsWhatDecidesWhatTheCodeMeansAndNotHowItIsBuilt() {
        let meaning = ["-fno-strict-overflow", "-fwrapv", "-fno-delete-null-pointer-checks", "-mno-sse", "-mno-80387"]
        let building =
            "-O2 -fstack-protector-strong -fsanitize=kernel-address -flto -pg -mfentry -ftrivial-auto-var-init=zero"
        #expect(flags("gcc \(building) \(meaning.joined(separator: " ")) -mfentry -c a.c").arguments == meaning)
    }

    @Test func aCrossCompilerNamesItsTarget() {
        #expect(flags("s390x-linux-gnu-gcc -DA a.c").arguments == ["--target=s390x-linux-gnu", "-DA"])
        #expect(flags("/usr/bin/gcc-12 -DA a.c").arguments == ["-DA"])
    }

    @Test(arguments: [
        "-fplugin=evil.so", "-fpass-plugin=evil.so", "-load evil.so", "-Xclang -load -Xclang evil.so",
        "-Xclang -add-plugin -Xclang evil", "-Xclang -fplugin=evil.so", "-mllvm -load=evil.so", "--plugin=evil.so",
        "-wrapper sh,-c", "-B /evil", "-specs=evil", "-cc1",
        "--config evil.cfg", "@/etc/passwd", "-fuse-ld=evil",
    ])
    func dropsWhatLoadsOrRunsCode(_ flag: String) {
        let kept = flags("cc \(flag) -DA a.c")
        #expect(kept.arguments == ["-DA"])
        #expect(kept.warnings.count == 1)
    }

    @Test func readsResponseFilesOfTheTreeOnly() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "-DX -fplugin=evil.so".write(to: folder.appending(path: "flags"), atomically: true, encoding: .utf8)
        let inside = SafeFlags(["cc", "@flags", "a.c"], directory: folder.path, root: folder.path)
        #expect(inside.arguments == ["-DX"])
        #expect(inside.warnings == ["dropped -fplugin=evil.so: it loads or runs code"])
        let outside = SafeFlags(["cc", "@flags", "a.c"], directory: folder.path, root: "/elsewhere")
        #expect(outside.arguments.isEmpty)
        #expect(outside.warnings.count == 1)
    }

    @Test func splitsLikeAShell() {
        #expect(ShellWords.split(#"a 'b c' "d \"e\"" f\ g -D'X="y"'"#) == ["a", "b c", "d \"e\"", "f g", "-DX=\"y\""])
        #expect(ShellWords.split("") == [])
        #expect(ShellWords.split("a \\\n b") == ["a", "b"])
    }
}
