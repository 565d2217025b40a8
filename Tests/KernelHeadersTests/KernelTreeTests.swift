// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import KernelHeaders

@Suite("A kernel source tree")
struct KernelTreeTests {
    @Test("is found from a source inside it", arguments: ["\n", "\r\n"])
    func enclosing(lineEnd: String) throws {
        let folder = try TemporaryTree.kernel(lineEnd: lineEnd)
        let tree = try #require(KernelTree.enclosing(folder.root + "/drivers/toy/car.c"))
        #expect(tree.root == folder.root)
        #expect(tree.release == KernelRelease(5, 12, 3))
        #expect(KernelTree.enclosing(FileManager.default.temporaryDirectory.path) == nil)
    }

    @Test("refuses a directory that is none")
    func refusal() throws {
        let folder = try TemporaryTree(["Makefile": "all:\n"])
        #expect(throws: KernelTreeError.notAKernelTree(path: folder.root)) { try KernelTree(root: folder.root) }
    }

    @Test("refuses an architecture it does not have")
    func missingArchitecture() throws {
        let folder = try TemporaryTree.kernel()
        let tree = try KernelTree(root: folder.root)
        #expect(throws: KernelTreeError.architectureMissing(.s390, root: folder.root)) {
            try tree.setup(for: folder.root + "/drivers/toy/car.c", architecture: .s390)
        }
    }

    @Test("takes s390 for its own drivers only")
    func architecture() throws {
        let folder = try TemporaryTree.kernel()
        let tree = try KernelTree(root: folder.root)
        #expect(tree.defaultArchitecture(for: folder.root + "/drivers/s390/cio/a.c") == .s390)
        #expect(tree.defaultArchitecture(for: folder.root + "/arch/s390/kvm/a.c") == .s390)
        #expect(tree.defaultArchitecture(for: folder.root + "/drivers/toy/car.c") == .x86)
    }

    @Test("sets what a source is built under, and what that depends on", arguments: ["\n", "\r\n"])
    func gating(lineEnd: String) throws {
        let folder = try TemporaryTree.kernel(lineEnd: lineEnd)
        let setup = try KernelTree(root: folder.root).setup(
            for: folder.root + "/drivers/toy/wheel.c", architecture: nil)
        for symbol in ["TOYS", "TOY_CAR", "WHEELS", "AXLE", "SMP"] {
            #expect(setup.configuration.isSet(symbol), "\(symbol)")
        }
        #expect(setup.configuration.integer("TICKS") == 7)
        #expect(setup.module?.identifier == "toy_car")
        #expect(setup.arguments.contains("-DKBUILD_MODNAME=\"toy_car\""))
        #expect(setup.arguments.contains("-DMODULE"))
        #expect(setup.assumptions.contains { $0.contains("CONFIG_TOY_CAR") && $0.contains("CONFIG_WHEELS") })
    }

    @Test("makes the headers that a build would generate")
    func generated() throws {
        let folder = try TemporaryTree.kernel()
        let setup = try KernelTree(root: folder.root).setup(for: folder.root + "/drivers/toy/car.c", architecture: nil)
        let names = Set(setup.virtualFiles.map { $0.path.split(separator: "/").suffix(2).joined(separator: "/") })
        for name in ["asm/one.h", "asm/three.h", "asm/made.h", "asm/unistd_64.h", "generated/autoconf.h"] {
            #expect(names.contains(name), "\(name)")
        }
        #expect(!names.contains("asm/two.h"))
        #expect(setup.virtualFiles.allSatisfy { $0.path.hasPrefix(folder.root) })
    }

    @Test("uses the values of a .config as they are")
    func dotConfig() throws {
        let folder = try TemporaryTree.kernel(adding: [
            ".config": "CONFIG_X86=y\nCONFIG_X86_64=y\nCONFIG_TOY_CAR=m\nCONFIG_HZ=250\n# CONFIG_SMP is not set\n"
        ])
        let setup = try KernelTree(root: folder.root).setup(for: folder.root + "/drivers/toy/car.c", architecture: nil)
        let header = try #require(setup.virtualFiles.first { $0.path.hasSuffix("/autoconf.h") })
        #expect(header.text.contains("#define CONFIG_TOY_CAR_MODULE 1\n"))
        #expect(header.text.contains("#define CONFIG_HZ 250\n"))
        #expect(!header.text.contains("CONFIG_SMP"))
        #expect(setup.assumptions.contains { $0.contains("CONFIG_TOYS") })
    }

    @Test("leaves the headers of a configured tree alone")
    func configured() throws {
        let folder = try TemporaryTree.kernel(adding: [
            "include/generated/autoconf.h": "#define CONFIG_X86 1\n#define CONFIG_X86_64 1\n#define CONFIG_TOY_CAR 1\n",
            "include/generated/bounds.h": "", "arch/x86/include/generated/asm/one.h": "",
        ])
        let setup = try KernelTree(root: folder.root).setup(for: folder.root + "/drivers/toy/car.c", architecture: nil)
        let names = setup.virtualFiles.map { TreeFiles.name($0.path) }
        #expect(!names.contains("autoconf.h") && !names.contains("bounds.h") && !names.contains("one.h"))
        #expect(names.contains("timeconst.h") && names.contains("three.h"))
        #expect(setup.arguments.contains("-I\(folder.root)/arch/x86/include/generated"))
        #expect(!setup.arguments.contains("-DMODULE"))
    }

    @Test("serves modules outside it")
    func outside() throws {
        let folder = try TemporaryTree.kernel()
        let module = try TemporaryTree([
            "Makefile": "ifneq ($(KERNELRELEASE),)\nobj-m += my-dev.o\nelse\nall:\n\tmake -C x\nendif\n",
            "my-dev.c": "",
        ])
        let setup = try KernelTree(root: folder.root).setup(for: module.root + "/my-dev.c", architecture: nil)
        #expect(setup.module?.gate == .module)
        #expect(setup.arguments.contains("-DMODULE"))
        #expect(setup.arguments.contains("-DKBUILD_MODNAME=\"my_dev\""))
    }
}
