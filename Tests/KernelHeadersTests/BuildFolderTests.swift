// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import KernelHeaders

/// A build folder apart from its source, as `make O=` and the headers packages of distributions have it.
@Suite struct BuildFolderTests {
    @Test func theMakefileOfABuildLeadsToTheSource() throws {
        let top = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: top) }
        func write(_ path: String, _ text: String) throws {
            let url = top.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        try write("source/Makefile", "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 2\n")
        try write("source/include/linux/kconfig.h", "")
        try write("source/arch/x86/include/asm/x.h", "")
        try write("build/Makefile", "# made\ninclude \(top.path)/source/Makefile\n")
        try write("build/include/generated/autoconf.h", "#define CONFIG_X86 1\n#define CONFIG_X86_64 1\n")
        try write("module/driver.c", "int x;\n")

        let tree = try KernelTree(root: top.appending(path: "build").path)
        #expect(tree.root == top.appending(path: "source").path)
        #expect(tree.build == top.appending(path: "build").path)
        #expect(tree.release == KernelRelease(6, 1, 2))
        let setup = try tree.setup(for: top.appending(path: "module/driver.c").path)
        #expect(setup.arguments.contains("-I\(tree.build)/arch/x86/include/generated"))
        #expect(setup.arguments.contains("-I\(tree.build)/include"))
        #expect(setup.arguments.contains("-I\(tree.root)/include"))
        #expect(setup.assumptions.isEmpty)
    }
}
