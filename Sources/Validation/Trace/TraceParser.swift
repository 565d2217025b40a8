// SPDX-License-Identifier: Apache-2.0

extension Trace {
    /// Reads a trace or a scenario. Every line is one of the format, or the error says what is wrong with it.
    public init(parsing text: String, file: String) throws(TraceError) {
        var parser = TraceParser(file: file)
        // The newline that ends the last line begins none; UTF-8 keeps CR and LF apart.
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines {
            try parser.take(String(Substring(line)))
        }
        self.init(entries: parser.entries)
    }
}

extension TraceOperation {
    /// One line.
    init(parsing text: String, file: String, line: Int) throws(TraceError) {
        self = try TraceParser(file: file, line: line).operation(text)
    }
}

struct TraceParser {
    let file: String
    var entries: [TraceEntry] = []
    private var line = 0

    init(file: String, line: Int = 0) {
        self.file = file
        self.line = line
    }

    mutating func take(_ text: String) throws(TraceError) {
        line += 1
        if text.hasSuffix("\r") {
            throw problem("the line ends in a carriage return")
        } else if text.isEmpty {
            entries.append(TraceEntry(.blank, line: line))
        } else if text.hasPrefix("# ") {
            entries.append(TraceEntry(.heading(String(text.dropFirst(2))), line: line))
        } else if text.hasPrefix("! ") {
            entries.append(TraceEntry(.remark(String(text.dropFirst(2))), line: line))
        } else if text.hasPrefix("  ") {
            let effect = try effect(text.dropFirst(2))
            guard let last = entries.indices.last, entries[last].kind != .blank else {
                throw problem("nothing stands above it that could have caused this")
            }
            entries[last].effects.append(effect)
        } else if text.hasPrefix(" ") || text.hasPrefix("\t") {
            throw problem("what an operation caused is indented by two spaces")
        } else {
            entries.append(TraceEntry(.operation(try operation(text)), line: line))
        }
    }

    private func problem(_ text: String) -> TraceError { TraceError(file: file, line: line, problem: text) }

    // MARK: operations

    func operation(_ text: String) throws(TraceError) -> TraceOperation {
        let words = try words(of: text)
        guard words[0].allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }) else {
            throw problem("\"\(words[0])\" is no name of an operation")
        }
        var operation = TraceOperation(String(words[0]))
        guard let arrow = words.firstIndex(of: "->") else {
            operation.fields = try fields(words[1...])
            return operation
        }
        guard arrow > 0, words.count > arrow + 1 else { throw problem("there is no result behind \"->\"") }
        guard let result = TraceResult(words[arrow + 1]) else {
            throw problem("\"\(words[arrow + 1])\" is neither a number nor an error like -EINVAL")
        }
        operation.fields = try fields(words[1..<arrow])
        operation.result = result
        operation.results = try fields(words[(arrow + 2)...])
        return operation
    }

    /// Split at single spaces outside of quotes.
    private func words(of text: String) throws(TraceError) -> [Substring] {
        var words: [Substring] = []
        var start = text.startIndex
        var isQuoted = false
        var isEscaped = false
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                isQuoted.toggle()
            } else if scalar == " ", !isQuoted {
                words.append(text[start..<index])
                start = text.unicodeScalars.index(after: index)
            }
        }
        if isQuoted { throw problem("a quotation mark is not closed") }
        words.append(text[start...])
        if words.contains(where: \.isEmpty) { throw problem("a space too many") }
        return words
    }

    private func fields(_ words: ArraySlice<Substring>) throws(TraceError) -> [TraceField] {
        var fields: [TraceField] = []
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard !parts[0].isEmpty else { throw problem("\"\(word)\" has no name before \"=\"") }
            fields.append(TraceField(String(parts[0]), written: parts.count > 1 ? String(parts[1]) : nil))
        }
        return fields
    }

    // MARK: effects

    private func effect(_ text: Substring) throws(TraceError) -> TraceEffect {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count > 1 ? parts[1] : ""
        switch parts[0] {
        case "kmsg": return try message(rest)
        case "uevent": return try uevent(rest)
        case "node": return .node(try node(rest))
        default: throw problem("\"\(parts[0])\" is none of kmsg, uevent, node")
        }
    }

    private func message(_ text: Substring) throws(TraceError) -> TraceEffect {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let level = Int(parts[0]), (0...7).contains(level) else {
            throw problem("a kmsg has a level from 0 to 7 and a text")
        }
        return .message(level: level, text: String(parts[1]))
    }

    private func uevent(_ text: Substring) throws(TraceError) -> TraceEffect {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count >= 2, words[1].hasPrefix("/") else {
            throw problem("a uevent has an action and a path that begins with \"/\"")
        }
        var environment: [TraceField] = []
        for word in words[2...] {
            // A space may be part of a value.
            if let equals = word.firstIndex(of: "="), equals > word.startIndex {
                environment.append(
                    TraceField(String(word[..<equals]), written: String(word[word.index(after: equals)...])))
            } else if let last = environment.indices.last {
                environment[last].written = (environment[last].written ?? "") + " \(word)"
            } else {
                throw problem("\"\(word)\" is no KEY=VALUE")
            }
        }
        return .uevent(action: String(words[0]), path: String(words[1]), environment: environment)
    }

    private func node(_ text: Substring) throws(TraceError) -> TraceNode {
        let words = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        let path = String(words[0])
        let kind = words.count > 1 ? words[1] : ""
        let mode = words.count > 2 && words[2].count == 4 ? UInt32(words[2], radix: 8) : nil
        switch (kind, words.count) {
        case ("dir", 2): return TraceNode(path, .directory)
        case ("link", 3...): return TraceNode(path, .link(words[2...].joined(separator: " ")))
        case ("char", 3):
            guard let mode else { break }
            return TraceNode(path, .characterDevice(mode: mode))
        case ("file", 3...):
            guard let mode else { break }
            return TraceNode(path, .file(mode: mode, content: words.count > 3 ? String(words[3]) : nil))
        default:
            throw problem(
                "a node is \"PATH dir\", \"PATH link TARGET\", \"PATH char MODE\" or \"PATH file MODE [VALUE]\"")
        }
        throw problem("\"\(words[2])\" is no mode of four octal digits")
    }
}
