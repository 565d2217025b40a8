// SPDX-License-Identifier: Apache-2.0
import SourceText

/// What the subject of a patch begins with, in the manner of the part of the tree that it changes.
struct SubjectPrefix {
    /// How earlier commits to the same files began is what counts, if they agree.
    ///
    /// - Parameters:
    ///   - path: of the driver's main file, from the root of the kernel tree.
    ///   - driver: name of the module.
    ///   - history: subjects of earlier commits, the newest first.
    static func of(_ path: String, driver: String, history: [String]) -> String {
        learned(history) ?? derived(path, driver: driver)
    }

    // MARK: From the history

    private static let enough = 3

    /// The most frequent one, where it is that of at least a third.
    static func learned(_ subjects: [String]) -> String? {
        let prefixes = subjects.compactMap(prefix)
        var counts: [String: Int] = [:]
        for prefix in prefixes { counts[prefix, default: 0] += 1 }
        let best = counts.max { a, b in
            if a.value != b.value { return a.value < b.value }
            // Of two, the one that was used last.
            return (prefixes.firstIndex(of: a.key) ?? 0) > (prefixes.firstIndex(of: b.key) ?? 0)
        }
        guard let best, best.value >= enough, best.value * 3 >= prefixes.count else { return nil }
        return best.key
    }

    /// What is in front of the last colon that is followed by words: `drm/i915/gvt`, `net: usb`.
    private static func prefix(of subject: String) -> String? {
        guard !["Merge ", "Revert "].contains(where: subject.hasPrefix), let colon = subject.firstRange(of: ": ") else {
            return nil
        }
        let prefix = subject[..<colon.lowerBound]
        // Changes of the whole tree tell nothing of this part.
        let isWord = prefix.allSatisfy { $0.isASCII && !$0.isWhitespace }
        guard isWord, !prefix.isEmpty, !["treewide", "tree-wide", "Documentation"].contains(prefix) else { return nil }
        return String(prefix)
    }

    // MARK: From the path

    private enum Form {
        /// The folders below, and what is given in front of them.
        case folders(String)
        /// The next folder and the module.
        case nextFolder
        /// What is given, and the module.
        case module(String)
    }

    /// How parts of the tree do it; the first that fits.
    private static let places: [(folder: String, form: Form)] = [
        ("drivers/gpu/drm/", .folders("drm/")), ("drivers/vfio/", .module("vfio/")),
        ("samples/vfio-mdev/", .module("vfio/")),
        ("drivers/", .nextFolder), ("arch/", .nextFolder), ("samples/", .nextFolder),
    ]

    static func derived(_ path: String, driver: String) -> String {
        let module = driver.replacing("_", with: "-")
        for (folder, form) in places where path.hasPrefix(folder) {
            let rest = path.dropFirst(folder.count).split(separator: "/").dropLast()
            switch form {
            case .folders(let front):
                if rest.isEmpty { return front + module }
                return front + rest.joined(separator: "/")
            case .module(let front): return front + module
            case .nextFolder:
                guard let next = rest.first, next != module else { return module }
                return next + "/" + module
            }
        }
        return module
    }
}
