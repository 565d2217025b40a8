// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// Which files make up which kernel module: each file with an init function starts one, the others join.
struct ModuleGrouping {
    struct Group {
        var name: String
        var files: [String] = []
    }

    private(set) var groups: [Group] = []
    /// For each file the number of its group.
    private(set) var numbers: [Int] = []

    init(_ files: [IRModule]) {
        let starts = files.indices.filter { files[$0].hasInit }
        if starts.count < 2 {
            let named = starts.first.map { files[$0] } ?? files.first
            groups = [Group(name: named?.moduleName ?? "", files: files.map(\.path))]
            numbers = files.map { _ in 0 }
            return
        }
        groups = starts.map { Group(name: files[$0].moduleName) }
        for (index, file) in files.enumerated() {
            let number =
                starts.firstIndex(of: index) ?? groups.firstIndex { $0.name == file.moduleName } ?? 0
            numbers.append(number)
            groups[number].files.append(file.path)
        }
    }
}

extension IRModule {
    /// Whether the file has what insmod calls: what module_init() makes, or a function of that name.
    var hasInit: Bool {
        GlobalList.aliases(module).contains { GlobalList.name($0) == ModuleSymbols.initialiser }
            || GlobalList.functions(module).contains {
                LLVMIsDeclaration($0) == 0 && GlobalList.name($0) == ModuleSymbols.initialiser
            }
    }
}

/// What the files of one module may name of each other.
struct ModuleSymbols {
    var functions: [String: Int] = [:]
    var variables: [String: UInt64] = [:]
    /// The file that defines what all may name.
    var owners: [String: String] = [:]

    static let initialiser = "init_module"

    /// Names that each module has for itself: no other module is ever meant by them.
    static func isOwn(_ name: String) -> Bool { name == initialiser || name == "cleanup_module" }
}
