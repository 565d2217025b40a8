// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import KernelHeaders
import KernelLevels
import Testing

/// The bundled headers of every level against the facts of the API's history: what a level has compiles, and what its
/// neighbours have does not.
@Suite struct LevelHeaderTests {
    /// What the compiler says of each line, with only the headers of a level in front; lines count from 0.
    private func complaints(_ lines: [String], at level: KernelLevel) throws -> [Int: String] {
        let path = "/nowhere/level.c"
        // All on one line, so that the line of a complaint says which fact it is about.
        let head = ["#include <linux/module.h>", "#include <linux/mdev.h>", "#include <linux/vfio.h>"]
        let text = (head + lines).joined(separator: "\n") + "\n"
        let arguments = BundledHeaders.arguments(for: .x86, moduleName: "level").filter { $0 != "-Wno-everything" }
        let parse = try ClangParser().parse(
            ParseRequest(
                path: path, arguments: arguments + ["-Wall", "-Wextra", "-Wno-unused-parameter"],
                virtualFiles: BundledHeaders.base() + BundledHeaders.overlay(for: level), ownFolders: [],
                contents: [path: Array(text.utf8)]))
        #expect(parse.missingIncludes.isEmpty)
        var result: [Int: String] = [:]
        for diagnostic in parse.diagnostics where diagnostic.level >= .warning {
            #expect(diagnostic.path == path, "\(level): \(diagnostic)")
            let line = diagnostic.position.line - head.count - 1
            if result[line] == nil { result[line] = diagnostic.message }
        }
        return result
    }

    private func expect(_ facts: [(line: String, levels: Set<KernelLevel>)], at level: KernelLevel) throws {
        let complaints = try complaints(facts.map(\.line), at: level)
        for (number, fact) in facts.enumerated() {
            if fact.levels.contains(level) {
                #expect(complaints[number] == nil, "\(level) has: \(fact.line)")
            } else {
                #expect(complaints[number] != nil, "\(level) does not have: \(fact.line)")
            }
        }
    }

    @Test(arguments: KernelLevel.allCases) func functionsOfMdev(_ level: KernelLevel) throws {
        try expect(LevelFacts.mdevFunctions.enumerated().map { ($1.caller($0), $1.levels) }, at: level)
    }

    @Test(arguments: KernelLevel.allCases) func functionsOfVFIO(_ level: KernelLevel) throws {
        try expect(LevelFacts.vfioFunctions.enumerated().map { ($1.caller($0), $1.levels) }, at: level)
    }

    @Test(arguments: KernelLevel.allCases) func membersOfMdev(_ level: KernelLevel) throws {
        try expect(LevelFacts.mdevMembers.map { ($0.check, $0.levels) }, at: level)
    }

    @Test(arguments: KernelLevel.allCases) func membersOfVFIO(_ level: KernelLevel) throws {
        try expect(LevelFacts.vfioMembers.map { ($0.check, $0.levels) }, at: level)
    }

    @Test(arguments: KernelLevel.allCases) func constantsAndMacros(_ level: KernelLevel) throws {
        var facts = LevelFacts.constants.enumerated().map { number, constant in
            (line: "unsigned long constant\(number) = \(constant.name);", levels: KernelLevel.list(constant.levels))
        }
        facts.append(("struct bus_type *bus = &mdev_bus_type;", KernelLevel.list("A0-C1 S")))
        facts.append(
            (
                "void *f(struct device_driver *d); void *f(struct device_driver *d) { return to_mdev_driver(d); }",
                KernelLevel.list("A0-A2")
            ))
        let showers = ["struct kobject *k, struct device *d", "struct mdev_type *t, struct mdev_type_attribute *a"]
        for (number, (shower, levels)) in zip(showers, ["A0-A2", "B0-C1 S"]).enumerated() {
            facts.append(
                (
                    "ssize_t name\(number)_show(\(shower), char *b); MDEV_TYPE_ATTR_RO(name\(number));",
                    KernelLevel.list(levels)
                ))
        }
        facts.append(
            (
                "struct mine { struct vfio_device v; }; struct mine *g(struct device *d); "
                    + "struct mine *g(struct device *d) { return vfio_alloc_device(mine, v, d, 0); }",
                KernelLevel.list("D0")
            ))
        try expect(facts, at: level)
    }

    /// Every release is told from the one before by something in the tables.
    @Test func noTwoLevelsAreAlike() {
        let facts =
            (LevelFacts.mdevFunctions + LevelFacts.vfioFunctions).map(\.levels)
            + (LevelFacts.mdevMembers + LevelFacts.vfioMembers).map(\.levels)
        let columns = KernelLevel.allCases.map { level in facts.map { $0.contains(level) } }
        #expect(Set(columns).count == KernelLevel.allCases.count)
    }
}
