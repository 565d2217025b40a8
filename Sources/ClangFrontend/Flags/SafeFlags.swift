// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Takes from a compiler's command line what decides how text is parsed and what the code means, and nothing else: what
/// only gcc knows, what optimises, protects or instruments code, what changes warnings, outputs and the file itself stay behind. What would load or run code of the
/// analysed tree is dropped with a warning.
public struct SafeFlags: Sendable {
    public private(set) var arguments: [String] = []
    /// One sentence for each flag dropped because it loads or runs code.
    public private(set) var warnings: [String] = []

    /// - Parameters:
    ///   - words: the command line, with or without the compiler in front.
    ///   - directory: where the command was run; relative paths are resolved against it.
    ///   - root: response files below it are read, others are not.
    public init(_ words: [String], directory: String, root: String) {
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
        if let compiler = expanded.first, !compiler.hasPrefix("-"), !compiler.hasSuffix(".c") {
            if let target = Self.target(ofCompiler: compiler) { arguments.append("--target=" + target) }
            expanded.removeFirst()
        }
        filter(expanded, directory: directory)
    }

    private mutating func filter(_ words: [String], directory: String) {
        var index = 0
        while index < words.count {
            let word = words[index]
            let next = index + 1 < words.count ? words[index + 1] : nil
            index += 1
            if Self.passesOn.contains(word) {
                // What follows goes to the compiler's insides; plug-ins come in that way.
                warn(passedOn: next ?? "", through: word, words: words, index: &index)
            } else if Self.loadsCode.contains(where: { word == $0 || word.hasPrefix($0 + "=") }) {
                warnings.append("dropped \(word): it loads or runs code")
                if Self.takesNextWord.contains(word) { index += 1 }
            } else if word.hasPrefix("-Wp,") {
                arguments += word.split(separator: ",").dropFirst().map(String.init).filter {
                    $0.hasPrefix("-D") || $0.hasPrefix("-U")
                }
            } else if let flag = Self.pathFlags.first(where: { word == $0 }), let path = next {
                // The kernel's own -include files are found by folder, so a bare name may stay bare.
                arguments += [flag, PathText.absolute(path, in: directory)]
                index += 1
            } else if let flag = Self.joinedPathFlags.first(where: { word.hasPrefix($0) && word.count > $0.count }) {
                arguments.append(flag + PathText.absolute(String(word.dropFirst(flag.count)), in: directory))
            } else if ["-D", "-U", "-target"].contains(word), let value = next {
                arguments += [word, value]
                index += 1
            } else if Self.keptPrefixes.contains(where: word.hasPrefix) || Self.kept.contains(word) {
                arguments.append(word)
            } else if Self.takesNextWord.contains(word) {
                index += 1
            }
        }
    }

    private mutating func warn(passedOn argument: String, through word: String, words: [String], index: inout Int) {
        index += 1
        let prefixes = ["-load", "-plugin", "-add-plugin", "-fplugin", "-fpass-plugin"]
        guard prefixes.contains(where: argument.hasPrefix) else { return }
        warnings.append("dropped \(word) \(argument): it loads code")
        // `-Xclang -load -Xclang FILE`
        if !argument.contains("="), index + 1 < words.count, words[index] == word { index += 2 }
    }

    /// `s390x-linux-gnu-gcc` → `s390x-linux-gnu`.
    private static func target(ofCompiler path: String) -> String? {
        let name = PathText.name(of: path)
        guard let dash = name.lastIndex(of: "-"), name.firstIndex(of: "-") != dash else { return nil }
        return String(name[..<dash])
    }

    private static let passesOn: Set<String> = ["-Xclang", "-mllvm", "-Xpreprocessor", "-Xlinker", "-Xassembler"]
    private static let loadsCode = [
        "-fplugin", "-fpass-plugin", "-plugin", "--plugin", "-load", "-load-pass-plugin", "-wrapper", "--ld-path",
        "-fuse-ld", "-specs",
        "--specs", "-B", "--gcc-toolchain", "--config", "-fmodules-cache-path", "-fprebuilt-module-path", "-cc1",
        "-cc1as", "-fcrash-diagnostics-dir", "-fplugin-arg",
    ]
    private static let takesNextWord: Set<String> = [
        "-wrapper", "-load", "-specs", "--specs", "-B", "--config", "-o", "-MF", "-MT", "-MQ", "-x", "-MJ", "--param",
        "-z", "-T", "-L", "-l", "-arch", "-u",
    ]
    private static let pathFlags = [
        "-I", "-include", "-isystem", "-iquote", "-idirafter", "-imacros", "-isysroot", "--sysroot",
    ]
    private static let joinedPathFlags = ["-isystem", "-iquote", "-idirafter", "-I"]
    private static let keptPrefixes = ["-D", "-U", "-std=", "--target=", "-march=", "-ftabstop="]
    private static let kept: Set<String> = [
        "-nostdinc", "-ansi", "-m16", "-m31", "-m32", "-m64", "-mbig-endian", "-mlittle-endian", "-funsigned-char",
        "-fsigned-char", "-fshort-wchar", "-fshort-enums", "-fms-extensions", "-fplan9-extensions", "-ffreestanding",
        "-fno-builtin", "-fno-common", "-fcommon", "-fno-strict-aliasing", "-fgnu89-inline", "-undef", "-trigraphs",
        "-msoft-float", "-fpack-struct", "-fwrapv", "-fno-wrapv", "-fstrict-overflow", "-fno-strict-overflow",
        "-fno-delete-null-pointer-checks", "-fdelete-null-pointer-checks", "-fstrict-aliasing",
        // Where variable arguments lie and whether vectors appear.
        "-mno-sse", "-mno-sse2", "-mno-mmx", "-mno-avx", "-mno-3dnow", "-mno-80387", "-mgeneral-regs-only",
    ]
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
