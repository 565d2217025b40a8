// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Takes out of a compiler's command line what has no place in a parse: the compiler and the file, outputs, flags of
/// other compilers — and everything that would load or run code of the analysed tree.
public struct SafeFlags: Sendable {
    public private(set) var arguments: [String] = []
    /// One sentence for each flag dropped because it loads or runs code.
    public private(set) var warnings: [String] = []

    /// - Parameters:
    ///   - words: the command line, with or without the compiler in front.
    ///   - file: the source file, which is left out.
    ///   - directory: where the command was run; relative `-I` and `-include` are resolved against it.
    ///   - root: response files below it are read, others are not.
    public init(_ words: [String], file: String, directory: String, root: String) {
        var expanded: [String] = []
        for word in words {
            guard word.hasPrefix("@"), word.count > 1 else {
                expanded.append(word)
                continue
            }
            let path = PathText.absolute(String(word.dropFirst()), in: directory)
            guard PathText.isBelow(path, root), let bytes = FileBytes.read(path) else {
                warnings.append("dropped response file \(word): it lies outside the tree or cannot be read")
                continue
            }
            expanded += ShellWords.split(String(decoding: bytes, as: UTF8.self)).filter { !$0.hasPrefix("@") }
        }
        if let first = expanded.first, !first.hasPrefix("-") { expanded.removeFirst() }
        filter(expanded, file: file, directory: directory)
    }

    private mutating func filter(_ words: [String], file: String, directory: String) {
        var index = 0
        func next() -> String? { index + 1 < words.count ? words[index + 1] : nil }
        while index < words.count {
            let word = words[index]
            defer { index += 1 }
            if word == "-Xclang" || word == "-mllvm" || word == "-Xpreprocessor" || word == "-Xlinker"
                || word == "-Xassembler"
            {
                // What follows goes to the compiler's insides: plug-ins come in that way. None of it changes a parse.
                let argument = next() ?? ""
                if word == "-Xclang",
                    argument == "-load" || argument == "-plugin" || argument.hasPrefix("-add-plugin")
                        || argument.hasPrefix("-plugin")
                {
                    warnings.append("dropped \(word) \(argument): it loads code")
                    // `-Xclang -load -Xclang FILE`
                    if index + 3 < words.count, words[index + 2] == "-Xclang", argument != "-plugin-arg" { index += 2 }
                }
                index += 1
                continue
            }
            if Self.loadsCode.contains(where: { word == $0 || word.hasPrefix($0 + "=") }) {
                warnings.append("dropped \(word): it loads or runs code")
                if Self.loadsCodeWithArgument.contains(word) { index += 1 }
                continue
            }
            if word.hasPrefix("-Wp,") || word.hasPrefix("-Wa,") || word.hasPrefix("-Wl,") {
                arguments += Self.preprocessorFlags(word)
                continue
            }
            if Self.droppedWithArgument.contains(word) {
                index += 1
                continue
            }
            if Self.dropped.contains(word) || Self.droppedPrefixes.contains(where: word.hasPrefix) { continue }
            if Self.pathFlags.contains(word), let path = next() {
                arguments += [word, PathText.absolute(path, in: directory)]
                index += 1
                continue
            }
            if let flag = Self.joinedPathFlags.first(where: { word.hasPrefix($0) && word.count > $0.count }) {
                arguments.append(flag + PathText.absolute(String(word.dropFirst(flag.count)), in: directory))
                continue
            }
            if !word.hasPrefix("-") {
                if PathText.absolute(word, in: directory) != PathText.absolute(file, in: directory)
                    && !word.hasSuffix(".c")
                {
                    arguments.append(word)
                }
                continue
            }
            arguments.append(word)
        }
    }

    private static let loadsCode = [
        "-fplugin", "-fpass-plugin", "-load", "-load-pass-plugin", "-fplugin-arg", "-wrapper", "--ld-path", "-fuse-ld",
        "-specs", "--specs", "-B", "--gcc-toolchain", "--config", "-fmodules-cache-path", "-fprebuilt-module-path",
        "-cc1", "-cc1as", "-fcrash-diagnostics-dir",
    ]
    private static let loadsCodeWithArgument: Set<String> = [
        "-wrapper", "-load", "-specs", "--specs", "-B", "--config",
    ]
    private static let droppedWithArgument: Set<String> = ["-o", "-MF", "-MT", "-MQ", "-x", "-MJ", "--param", "-z"]
    private static let dropped: Set<String> = [
        "-c", "-S", "-E", "-M", "-MM", "-MD", "-MMD", "-MP", "-MG", "-save-temps", "-pipe", "-Werror", "-emit-llvm",
        "-v",
        "-###", "-fsyntax-only", "-pg", "-mrecord-mcount", "-mfentry", "-Winvalid-pch",
    ]
    /// Flags of gcc that clang does not know, and those that only change how code is made.
    private static let droppedPrefixes = [
        "-save-temps", "-fconserve-stack", "-fno-var-tracking", "-fno-allow-store-data-races", "-mindirect-branch",
        "-fplugin-arg-", "-falign-", "-mpreferred-stack-boundary", "-maccumulate-outgoing-args", "-fno-ipa",
        "-femit-struct-debug", "-fsanitize", "-fprofile", "-ftest-coverage", "-Wimplicit-fallthrough=",
        "-mskip-rax-setup", "-fzero-call-used-regs", "-fmin-function-alignment", "-mfunction-return", "-mharden-sls",
        "-Wno-maybe-uninitialized", "-fno-gcse", "-fno-reorder-blocks", "-fno-tree", "-fmacro-prefix-map", "-Werror=",
        "-flto", "-fwhole-program", "-mwarn-", "-mtune", "-fno-stack-clash-protection", "-fstack-clash-protection",
    ]
    private static let pathFlags: Set<String> = [
        "-I", "-include", "-isystem", "-iquote", "-idirafter", "-imacros", "-isysroot", "--sysroot",
    ]
    private static let joinedPathFlags = ["-isystem", "-iquote", "-idirafter", "-I"]

    /// `-Wp,-MMD,x` carries preprocessor flags: definitions are kept, dependency files are not.
    private static func preprocessorFlags(_ word: String) -> [String] {
        guard word.hasPrefix("-Wp,") else { return [] }
        return word.split(separator: ",").dropFirst().map(String.init).filter {
            $0.hasPrefix("-D") || $0.hasPrefix("-U") || $0.hasPrefix("-I")
        }
    }
}

/// Splitting of a command line the way a shell does, without running one.
public enum ShellWords {
    public static func split(_ text: String) -> [String] {
        var words: [String] = []
        var current = ""
        var inWord = false
        var quote: Character?
        var iterator = text.makeIterator()
        while let character = iterator.next() {
            if let open = quote {
                if character == open {
                    quote = nil
                } else if open == "\"", character == "\\" {
                    guard let escaped = iterator.next() else { break }
                    if !"\"\\$`\n".contains(escaped) { current.append("\\") }
                    if escaped != "\n" { current.append(escaped) }
                } else {
                    current.append(character)
                }
                continue
            }
            switch character {
            case "'", "\"":
                quote = character
                inWord = true
            case "\\":
                if let escaped = iterator.next(), escaped != "\n" {
                    current.append(escaped)
                    inWord = true
                }
            case " ", "\t", "\n", "\r", "\r\n":
                if inWord { words.append(current) }
                current = ""
                inWord = false
            default:
                current.append(character)
                inWord = true
            }
        }
        if inWord { words.append(current) }
        return words
    }
}
