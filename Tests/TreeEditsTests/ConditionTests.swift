// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing

@testable import TreeEdits

/// Conditions, term by term.
@Suite struct ConditionTests {
    static let table: [(before: String, after: String)] = [
        ("VFIO_MDEV_DEVICE", "VFIO_MDEV"),
        ("VFIO_MDEV_DEVICE && m", "VFIO_MDEV && m"),
        ("m && VFIO_MDEV_DEVICE", "m && VFIO_MDEV"),
        ("VFIO_MDEV && VFIO_MDEV_DEVICE", "VFIO_MDEV"),
        ("VFIO_MDEV_DEVICE && VFIO_MDEV", "VFIO_MDEV"),
        ("VFIO_MDEV_DEVICE && VFIO_MDEV_DEVICE", "VFIO_MDEV"),
        ("VFIO && VFIO_MDEV && VFIO_MDEV_DEVICE && m", "VFIO && VFIO_MDEV && m"),
        ("VFIO_MDEV_DEVICE && KVM && VFIO_MDEV", "KVM && VFIO_MDEV"),
        ("VFIO_MDEV && KVM && VFIO_MDEV_DEVICE", "VFIO_MDEV && KVM"),
        ("S390_AP_IOMMU && VFIO_MDEV_DEVICE && KVM", "S390_AP_IOMMU && VFIO_MDEV && KVM"),
        // Spacing of what stays.
        ("KVM  &&VFIO_MDEV_DEVICE&&  m", "KVM  &&VFIO_MDEV&&  m"),
        ("KVM&&VFIO_MDEV&&VFIO_MDEV_DEVICE  &&m", "KVM&&VFIO_MDEV  &&m"),
        // Parentheses.
        ("(VFIO_MDEV && VFIO_MDEV_DEVICE)", "VFIO_MDEV"),
        ("VFIO_MDEV && (VFIO_MDEV_DEVICE && KVM)", "VFIO_MDEV && KVM"),
        ("VFIO_MDEV && (VFIO_MDEV_DEVICE)", "VFIO_MDEV"),
        ("(VFIO_MDEV_DEVICE && KVM) && VFIO_MDEV", "KVM && VFIO_MDEV"),
        ("X86 || (VFIO_MDEV && VFIO_MDEV_DEVICE)", "X86 || VFIO_MDEV"),
        ("X86 && (VFIO_MDEV_DEVICE || S390)", "X86 && (VFIO_MDEV || S390)"),
        ("((VFIO_MDEV_DEVICE))", "((VFIO_MDEV))"),
        // Alternatives.
        ("VFIO_MDEV || VFIO_MDEV_DEVICE", "VFIO_MDEV"),
        ("VFIO_MDEV_DEVICE || KVM || VFIO_MDEV", "KVM || VFIO_MDEV"),
        ("VFIO_MDEV && KVM || VFIO_MDEV_DEVICE && KVM", "VFIO_MDEV && KVM"),
        ("VFIO_MDEV && KVM || VFIO_MDEV_DEVICE && S390", "VFIO_MDEV && KVM || VFIO_MDEV && S390"),
        ("VFIO_MDEV && (VFIO_MDEV_DEVICE || KVM)", "VFIO_MDEV && (VFIO_MDEV || KVM)"),
        // Comparisons.
        ("VFIO_MDEV_DEVICE=m", "VFIO_MDEV=m"),
        ("VFIO_MDEV=y && VFIO_MDEV_DEVICE=y", "VFIO_MDEV=y"),
        ("VFIO_MDEV && VFIO_MDEV_DEVICE != n", "VFIO_MDEV"),
        ("VFIO_MDEV && VFIO_MDEV_DEVICE=m", "VFIO_MDEV && VFIO_MDEV=m"),
        ("VFIO_MDEV=y && VFIO_MDEV_DEVICE", "VFIO_MDEV=y"),
        ("VFIO_MDEV=m && VFIO_MDEV_DEVICE", "VFIO_MDEV=m && VFIO_MDEV"),
        ("VFIO_MDEV != n && VFIO_MDEV_DEVICE != n", "VFIO_MDEV != n"),
        ("VFIO_MDEV_DEVICE=KVM", "VFIO_MDEV=KVM"),
        // Negation.
        ("!VFIO_MDEV_DEVICE", "!VFIO_MDEV"),
        ("!(VFIO_MDEV && VFIO_MDEV_DEVICE)", "!VFIO_MDEV"),
        ("!VFIO_MDEV || !VFIO_MDEV_DEVICE", "!VFIO_MDEV"),
        ("KVM || !VFIO_MDEV_DEVICE", "KVM || !VFIO_MDEV"),
        // Neighbours of the name.
        ("VFIO_MDEV_DEVICES && MY_VFIO_MDEV_DEVICE", "VFIO_MDEV_DEVICES && MY_VFIO_MDEV_DEVICE"),
        ("$(has,VFIO_MDEV_DEVICE) && VFIO_MDEV_DEVICE", "$(has,VFIO_MDEV_DEVICE) && VFIO_MDEV"),
    ]

    @Test(arguments: table) func becomes(_ before: String, _ after: String) throws {
        let source = SourceFile(path: "Kconfig", text: "if \(before)\n")
        let condition = try #require(read(source))
        let rewriter = ConditionRewriter([condition])
        #expect(!rewriter.evaluation.contradicts([condition]))
        let bytes = try EditSet(rewriter.edits(of: condition)).apply(to: source)
        #expect(String(decoding: bytes, as: UTF8.self) == "if \(after)\n")
    }

    private func read(_ file: SourceFile) -> Condition? {
        KconfigText(file).lines.first.flatMap { ConditionReader.condition($0.tokens.dropFirst()) }
    }

    /// Names that are told apart cannot become one.
    @Test(arguments: [
        "VFIO_MDEV && !VFIO_MDEV_DEVICE", "KVM && VFIO_MDEV && VFIO_MDEV_DEVICE=n", "VFIO_MDEV || !VFIO_MDEV_DEVICE",
        "VFIO_MDEV && !(VFIO_MDEV_DEVICE || KVM)",
    ]) func contradicts(_ text: String) throws {
        let condition = try #require(read(SourceFile(path: "Kconfig", text: "if \(text)\n")))
        #expect(ConditionValue().contradicts([condition]))
    }

    @Test(arguments: ["", "VFIO_MDEV_DEVICE &&", "(VFIO_MDEV_DEVICE", "A B", "&& A", "A = ", "!", "A ) B"])
    func isNoCondition(_ text: String) {
        #expect(read(SourceFile(path: "Kconfig", text: "if \(text)\n")) == nil)
    }

    /// Whatever is written: the value stays the same where both symbols have one value, and the old name is gone.
    @Test func valuesStay() throws {
        var random = Generator(state: 20_210_426)
        var changed = 0
        for _ in 0..<3000 {
            let text = random.condition(depth: 3)
            guard text.contains(RemovedSymbol.name) else { continue }
            let source = SourceFile(path: "Kconfig", text: "if \(text)\n")
            let old = try #require(read(source))
            let rewriter = ConditionRewriter([old])
            let bytes = try EditSet(rewriter.edits(of: old)).apply(to: source)
            let result = SourceFile(path: "Kconfig", bytes: bytes)
            let new = try #require(read(result), "\(text) became \(String(decoding: bytes, as: UTF8.self))")
            #expect(!new.names(RemovedSymbol.name))
            for values in Self.allValues {
                let before = ConditionValue().value(old) { values[$0] ?? 0 }
                let after = ConditionValue().value(new) { values[$0] ?? 0 }
                #expect(before == after, "\(text) became \(String(decoding: bytes, as: UTF8.self))")
            }
            changed += 1
        }
        #expect(changed > 1000)
    }

    private static let allValues: [[String: Int]] = (0..<27).map { number in
        ["VFIO_MDEV": number % 3, "KVM": number / 3 % 3, "S390": number / 9]
    }
}

/// Conditions made up, the same on every run.
private struct Generator {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    mutating func condition(depth: Int) -> String {
        let names = ["VFIO_MDEV", "VFIO_MDEV_DEVICE", "VFIO_MDEV_DEVICE", "KVM", "S390", "m"]
        switch depth == 0 ? next(3) : next(9) {
        case 0, 1: return names[next(names.count)]
        case 2: return names[next(5)] + ["=", "!=", " != "][next(3)] + ["y", "m", "n"][next(3)]
        case 3: return "!(" + condition(depth: depth - 1) + ")"
        case 4, 5: return "(" + condition(depth: depth - 1) + " || " + condition(depth: depth - 1) + ")"
        case 6: return "(" + condition(depth: depth - 1) + ")"
        default: return condition(depth: depth - 1) + " && " + condition(depth: depth - 1)
        }
    }
}
