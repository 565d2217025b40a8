// SPDX-License-Identifier: Apache-2.0

/// The one-line headers `asm/NAME` that stand for `asm-generic/NAME` where an architecture has no header of its own.
///
/// Kbuild writes them from the lists in the `Kbuild` files of the header directories; this works them out from the same lists.
struct AsmWrappers: Sendable, Hashable {
    /// Which of the two parallel header directories.
    enum Kind: String, Sendable, CaseIterable {
        case kernel = "asm"
        case user = "uapi/asm"
    }

    /// Names of headers that only include their generic counterpart.
    var wrappers: [String]
    /// Names of headers that the build generates with contents of their own.
    var generated: [String]

    /// Reads the two `Kbuild` lists of a tree.
    init(root: String, architecture: KernelArchitecture, kind: Kind) {
        let generic = kind == .kernel ? "asm-generic" : "uapi/asm-generic"
        let architectureDirectory = "\(root)/arch/\(architecture.directoryName)/include/\(kind.rawValue)"
        self.init(
            architectureList: TreeFiles.text("\(architectureDirectory)/Kbuild") ?? "",
            genericList: TreeFiles.text("\(root)/include/\(generic)/Kbuild") ?? "",
            present: Set(TreeFiles.names(in: architectureDirectory)))
    }

    /// Applies the rule to the texts of the lists.
    /// - Parameter present: names of the files the architecture has.
    init(architectureList: String, genericList: String, present: Set<String>) {
        let own = Self.lists(in: architectureList)
        let mandatory = Self.lists(in: genericList)["mandatory-y"] ?? []
        let generated = own["generated-y"] ?? []
        var wrappers = Set(own["generic-y"] ?? [])
        wrappers.formUnion(mandatory.filter { !present.contains($0) })
        wrappers.subtract(generated)
        self.wrappers = wrappers.sorted()
        self.generated = generated
    }

    /// The text of a wrapper.
    static func text(of name: String) -> String { "#include <asm-generic/\(name)>\n" }

    private static func lists(in text: String) -> [String: [String]] {
        var lists: [String: [String]] = [:]
        for line in MakefileText.logicalLines(text) {
            guard let equals = line.firstIndex(of: "=") else { continue }
            var name = line[..<equals]
            if let last = name.last, last == "+" || last == ":" { name.removeLast() }
            lists[name.trimmedBlanks, default: []] += line[line.index(after: equals)...].words
        }
        return lists
    }
}
