// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import KernelHeaders

@Suite("The Makefile of a directory")
struct KbuildDirectoryTests {
    private func directory(
        _ makefile: String, _ sources: [String], inTree: Bool = false
    ) throws -> (TemporaryTree, KbuildDirectory) {
        var files = ["d/Makefile": makefile]
        for source in sources { files["d/" + source] = "" }
        let folder = try TemporaryTree(files)
        let read = KbuildDirectory(path: folder.root + "/d", treeRoot: inTree ? folder.root : nil)
        return (folder, try #require(read))
    }

    @Test("names modules, their gates and their sources", arguments: ["\n", "\r\n"])
    func modules(lineEnd: String) throws {
        let text = """
            # toys
            obj-$(CONFIG_A) += a.o
            obj-m	:= b.o
            obj-y += c.o sub/
            b-objs := one.o \\
            	two.o
            b-$(CONFIG_EXTRA) += three.o missing.o

            """
        let (folder, read) = try directory(
            text.replacingOccurrences(of: "\n", with: lineEnd), ["a.c", "c.c", "one.c", "two.c", "three.c"])
        let d = folder.root + "/d"
        #expect(read.modules.map(\.name) == ["a", "b", "c"])
        #expect(read.modules.map(\.gate) == [.symbol("A"), .module, .builtIn])
        #expect(read.modules[1].sources == ["\(d)/one.c", "\(d)/two.c", "\(d)/three.c"])
        #expect(read.modules[1].symbols(for: "\(d)/three.c") == ["EXTRA"])
        #expect(read.module(containing: "\(d)/two.c")?.name == "b")
        #expect(read.subdirectories.map(\.path) == ["\(d)/sub"])
        #expect(read.module(containing: "\(d)/other.c") == nil)
    }

    @Test("is read as the kernel's build reads it, not as make does from the outside")
    func wrapper() throws {
        let text = """
            ifeq ($(KERNELRELEASE),)
            KDIR ?= /nowhere
            all:
            	$(MAKE) -C $(KDIR) M=$(shell pwd)
            else
            obj-m := t.o
            t-y := x.o $(addprefix lib/, y.o)
            endif
            """
        let (folder, read) = try directory(text, ["x.c", "lib/y.c"])
        #expect(read.modules.map(\.sources) == [["\(folder.root)/d/x.c", "\(folder.root)/d/lib/y.c"]])
    }

    @Test("reaches files of a directory below through an included Makefile")
    func included() throws {
        let folder = try TemporaryTree([
            "d/Makefile":
                "ifeq ($(CONFIG_INNER),y)\nd-y += outer.o\ninclude $(src)/in/Makefile\nendif\nobj-$(CONFIG_D) += d.o\n"
                + "obj-$(CONFIG_K) += in/k.o\n",
            "d/in/Makefile": "IN := in\nPARTS := a.o b.o\nd-y += $(addprefix $(IN)/, $(PARTS))\n",
            "d/outer.c": "", "d/in/a.c": "", "d/in/b.c": "", "d/in/k.c": "",
        ])
        let inner = try #require(KbuildDirectory(path: folder.root + "/d/in", treeRoot: folder.root))
        let module = try #require(inner.module(containing: folder.root + "/d/in/b.c"))
        #expect(module.name == "d")
        #expect(module.symbols(for: folder.root + "/d/in/b.c") == ["D", "INNER"])
        #expect(inner.module(containing: folder.root + "/d/in/k.c")?.name == "k")
    }

    @Test("reads a list back that was filled under symbols")
    func readBack() throws {
        let (folder, read) = try directory(
            "list-$(CONFIG_A) := a.o\nobj-$(CONFIG_B) += $(list-y)\na-y := x.o\n", ["x.c"])
        #expect(read.modules.map(\.sources) == [["\(folder.root)/d/x.c"]])
    }

    @Test("gives the flags that concern headers and macros")
    func flags() throws {
        let text = """
            ccflags-y := -Wall -I$(srctree)/$(src)/inc -I $(src)/more -DX=\\"s\\" -O2
            ccflags-$(CONFIG_DEBUG) += -DDEBUG
            subdir-ccflags-y += -I$(srctree)/shared
            CFLAGS_t.o := -DT
            """
        let (folder, read) = try directory(text, ["t.c"], inTree: true)
        let d = folder.root + "/d"
        #expect(read.flags.map(\.arguments) == [["-I\(d)/inc"], ["-I\(d)/more"], ["-DX=\"s\""], ["-DDEBUG"]])
        #expect(read.flags.last?.conditions == [KbuildCondition(symbol: "DEBUG", isSet: true)])
        #expect(read.inheritedFlags.map(\.arguments) == [["-I\(folder.root)/shared"]])
        #expect(read.objectFlags["t.o"]?.map(\.arguments) == [["-DT"]])
    }

    @Test("cannot run away with a variable that multiplies itself")
    func doubling() throws {
        let lines = (0..<200).map { _ in
            "ifeq ($(CONFIG_A),y)\nX := $(filter-out q,$(X)) w.o\nendif\nY := $(Y)$(Y) z\nZ = $(Z)$(Z)\n"
        }
        let (_, read) = try directory(lines.joined() + "obj-m := $(X) $(Z) t.o\n", ["t.c"])
        #expect(read.modules.map(\.name) == ["w", "t"])
    }

    @Test("passes over what it would have to run")
    func shell() throws {
        let (folder, read) = try directory("X := $(shell touch ran)\nobj-m := t.o $(X)\n", ["t.c"])
        #expect(read.modules.map(\.name) == ["t"])
        #expect(!FileManager.default.fileExists(atPath: folder.root + "/d/ran"))
    }
}
