// SPDX-License-Identifier: Apache-2.0

/// Reads a Makefile or Kbuild file, and what it includes, into variables. Rules and recipes are passed over.
///
/// Where a conditional asks for a configuration symbol, both branches are read and what they assign is kept with the condition.
struct MakefileReader {
    /// A part of a variable's value and what it is subject to.
    struct Piece: Sendable, Hashable {
        var text: String
        var conditions: [KbuildCondition]
    }

    /// The values that were assigned, by the variable's name as it is written when it holds `CONFIG_`, else expanded.
    private(set) var variables: [String: [Piece]] = [:]
    /// Names of variables in the order of their first assignment.
    private(set) var names: [String] = []
    /// The files that were read.
    private(set) var files: [String] = []

    private let directory: String
    private let predefined: [String: String]
    private var conditions: [MakeCondition] = []

    /// - Parameters:
    ///   - directory: the directory the files are read for.
    ///   - predefined: variables the build sets, such as `src` and `srctree`.
    init(directory: String, predefined: [String: String]) {
        self.directory = directory
        self.predefined = predefined
    }

    /// Reads a file. One that cannot be read changes nothing.
    mutating func read(file: String) {
        guard files.count < 256, !files.contains(file), let text = TreeFiles.text(file) else { return }
        files.append(file)
        let outer = conditions.count
        parse(text)
        conditions.removeLast(max(0, conditions.count - outer))
    }

    /// Reads text as if it were a file.
    mutating func parse(_ text: String) {
        var inDefinition = false
        for line in MakefileText.logicalLines(text) {
            let trimmed = line.trimmedBlanks
            if inDefinition {
                inDefinition = trimmed != "endef"
                continue
            }
            if trimmed.isEmpty || readConditional(trimmed) { continue }
            guard isActive, line.utf8.first != UInt8(ascii: "\t") || Self.assignment(in: trimmed) != nil else {
                continue
            }
            if trimmed.hasPrefix("define ") {
                inDefinition = true
            } else if let word = trimmed.words.first, ["include", "-include", "sinclude"].contains(word) {
                for path in expand(String(trimmed.dropFirst(word.count))).words { include(path) }
            } else {
                assign(trimmed)
            }
        }
    }

    /// The text with references to variables replaced by what is known so far.
    func expand(_ text: String) -> String {
        MakeExpansion(directory: directory, value: value).expand(text)
    }

    /// The expanded pieces of a variable.
    func pieces(_ name: String) -> [Piece] {
        (variables[name] ?? []).map { Piece(text: expand($0.text), conditions: $0.conditions) }
    }

    private func value(_ name: String) -> String? {
        var pieces = variables[name] ?? []
        if name.hasSuffix("-y") || name.hasSuffix("-m") {
            // A list read back as `list-y` holds what `list-$(CONFIG_X)` was given.
            let gated = name.dropLast() + "$(CONFIG_"
            for other in names where other.hasPrefix(gated) { pieces += variables[other] ?? [] }
        }
        return pieces.isEmpty ? predefined[name] : pieces.map(\.text).joined(separator: " ")
    }

    private var isActive: Bool { !conditions.contains(.decided(false)) }

    private var activeConditions: [KbuildCondition] {
        conditions.flatMap { condition -> [KbuildCondition] in
            if case .configuration(let wanted) = condition { wanted } else { [] }
        }
    }

    private mutating func readConditional(_ line: String) -> Bool {
        if line.hasPrefix("else"), line.words.first == "else" {
            guard let last = conditions.popLast() else { return true }
            let rest = String(line.dropFirst(4)).trimmedBlanks
            guard !rest.isEmpty, let next = MakeCondition(line: rest, expand: expand) else {
                conditions.append(last.opposite)
                return true
            }
            conditions.append(Self.chained(last, next))
            return true
        }
        if line.words.first == "endif" {
            _ = conditions.popLast()
            return true
        }
        guard line.hasPrefix("if"), let condition = MakeCondition(line: line, expand: expand) else { return false }
        conditions.append(condition)
        return true
    }

    /// `else ifeq …`: the first condition failed and the next holds.
    private static func chained(_ first: MakeCondition, _ next: MakeCondition) -> MakeCondition {
        switch (first.opposite, next) {
        case (.decided(false), _): .decided(false)
        case (.decided(true), let next): next
        case (_, .decided(false)): .decided(false)
        case (let failed, .decided(true)): failed
        case (.configuration(let failed), .configuration(let wanted)): .configuration(failed + wanted)
        }
    }

    private mutating func include(_ path: String) {
        if path.hasPrefix("/") { return read(file: TreeFiles.absolute(path)) }
        // Relative names count from the top of the tree, or from the directory for modules outside it.
        let fromTop = TreeFiles.absolute((predefined["srctree"] ?? directory) + "/" + path)
        read(file: TreeFiles.isFile(fromTop) ? fromTop : TreeFiles.absolute(directory + "/" + path))
    }

    private enum Operator {
        case set, setNow, add, setIfNew
    }

    private static func assignment(in line: String) -> (name: String, operation: Operator, text: String)? {
        let bytes = Array(line.utf8)
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "$") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "("):
                guard let end = MakefileText.closing(bytes, from: index + 1) else { return nil }
                index = end
            case UInt8(ascii: "="):
                return (String(decoding: bytes[..<index], as: UTF8.self).trimmedBlanks, .set, text(bytes, index + 1))
            case UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: "?"):
                var end = index
                while end < bytes.count, bytes[end] == UInt8(ascii: ":") { end += 1 }
                if bytes[index] != UInt8(ascii: ":") { end = index + 1 }
                if end < bytes.count, bytes[end] == UInt8(ascii: "=") {
                    let name = String(decoding: bytes[..<index], as: UTF8.self).trimmedBlanks
                    let operation: Operator =
                        bytes[index] == UInt8(ascii: "+")
                        ? .add : bytes[index] == UInt8(ascii: "?") ? .setIfNew : .setNow
                    return (name, operation, text(bytes, end + 1))
                }
                // A colon without an equals sign begins a rule, unless a target-specific assignment follows.
                if bytes[index] == UInt8(ascii: ":") { return nil }
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func text(_ bytes: [UInt8], _ start: Int) -> String {
        String(decoding: bytes[start...], as: UTF8.self).trimmedBlanks
    }

    private mutating func assign(_ line: String) {
        guard let (target, operation, value) = Self.assignment(in: line) else { return }
        var (name, text) = (target, value)
        for modifier in ["export ", "override "] where name.hasPrefix(modifier) {
            name = String(name.dropFirst(modifier.count)).trimmedBlanks
        }
        if !name.contains("CONFIG_") { name = expand(name) }
        guard !name.isEmpty, name.words.count == 1 || name.contains("CONFIG_") else { return }
        let wanted = activeConditions
        if operation == .setIfNew, self.value(name) != nil { return }
        let refersToItself = text.contains("$(\(name))") || text.contains("${\(name)}")
        // Make refuses a variable that is defined by itself without end.
        if operation == .set, refersToItself { return }
        if operation == .setNow || refersToItself { text = expand(text) }
        if refersToItself, !wanted.isEmpty {
            // The branch may not be taken: what it drops stays, what it adds comes with its condition.
            let present = Set((variables[name] ?? []).flatMap { $0.text.words })
            text = text.words.filter { !present.contains($0) }.joined(separator: " ")
            if text.isEmpty { return }
        }
        // Far beyond what any real list holds.
        guard text.utf8.count < 1 << 16 else { return }
        let piece = Piece(text: text, conditions: wanted)
        if variables[name] == nil { names.append(name) }
        if operation == .add || !wanted.isEmpty {
            variables[name, default: []].append(piece)
        } else {
            variables[name] = [piece]
        }
    }
}
