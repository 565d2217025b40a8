// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import TreeSearch

@Suite struct TreeSearchTests {
    let folder = TemporaryFolder()

    /// The paths found below the folder.
    func found(_ words: [FileKind: Set<String>] = [.cSource: ["mdev_get"]], vector: Bool = true) throws -> [String] {
        let search = TreeSearch(words: words, threads: 2, usesVectorInstructions: vector)
        return try search.run(roots: [folder.path]).candidates.map { String($0.path.dropFirst(folder.path.count + 1)) }
    }

    @Test(arguments: [true, false])
    func wholeWordsOnly(vector: Bool) throws {
        let texts = [
            "a": "mdev_get", "b": "x = mdev_get(mdev);\r\n", "c": "\"mdev_get\"", "d": "mdev_getx mdev_get",
            "e": "mdev\u{fc}mdev_get\u{fc}", "n1": "mdev_get_", "n2": "xmdev_get", "n3": "9mdev_get", "n4": "mdev_get0",
            "n5": "mdev_ get", "n6": "", "n7": "MDEV_GET", "n8": "Zmdev_get mdev_getA",
        ]
        for (name, text) in texts { folder.write(text, to: name + ".c") }
        #expect(try found(vector: vector) == ["a.c", "b.c", "c.c", "d.c", "e.c"])
    }

    /// Around the ends of blocks, of the text, and of what is read at once.
    @Test(arguments: [true, false])
    func wordsAtEveryPlace(vector: Bool) throws {
        let word = "vfio_device_data"
        let places = Array(0...140) + [4095, 65_530, (256 << 10) - word.utf8.count, 256 << 10] + [(1 << 20) - 7]
        for place in places {
            folder.write(String(repeating: " ", count: place) + word, to: "at\(place).c")
            folder.write(String(repeating: "\n", count: place) + word + "s", to: "not\(place).c")
            folder.write(String(repeating: "\n", count: place) + word.dropLast(), to: "cut\(place).c")
        }
        let expected = places.map { "at\($0).c" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(try found([.cSource: [word, "mdev_get"]], vector: vector) == expected)
    }

    /// What an earlier, longer file left in the buffer is not found again.
    @Test func filesDoNotMix() throws {
        let search = TreeSearch(words: [.cSource: ["mdev_get"]], threads: 1)
        for index in 0..<50 {
            folder.write(index % 2 == 0 ? "\n\n\n\n\nmdev_get" : "\n", to: "\(index).c")
        }
        #expect(try search.run(roots: [folder.path]).candidates.count == 25)
    }

    /// More needles than one pass takes, words shorter than a needle, and one identifier that fills a file.
    @Test(arguments: [true, false])
    func manyWords(vector: Bool) throws {
        let letters = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { String(UnicodeScalar($0)) }
        let words = Set(letters.map { String(repeating: $0, count: 9) } + ["x", "y0", "z_z"])
        for word in words { folder.write("+\(word)-", to: "\(word).c") }
        folder.write(String(repeating: "abcdefghij", count: 200_000), to: "no.c")
        folder.write(String(repeating: "a", count: 2_000_000), to: "no2.c")
        #expect(try Set(found([.cSource: words], vector: vector)) == Set(words.map { $0 + ".c" }))
    }

    @Test func eachKindHasItsWords() throws {
        let text = "VFIO_MDEV_DEVICE mdev_get"
        for name in ["a.c", "a.h", "Kconfig.x", "Makefile", "my_defconfig", "a.rst", "a.py", "a.S"] {
            folder.write(text, to: "sub/\(name)")
        }
        folder.write("mdev_get", to: "Kconfig")
        #expect(
            try found([.cSource: ["mdev_get"], .kconfig: ["VFIO_MDEV_DEVICE"], .defconfig: ["VFIO_MDEV_DEVICE"]])
                == ["sub/Kconfig.x", "sub/a.c", "sub/my_defconfig"])
        #expect(try found([:]) == [])
        #expect(try found([.cSource: []]) == [])
    }

    @Test func kindsByName() {
        let kinds: [String: FileKind?] = [
            "mtty.c": .cSource, "vfio.h": .header, "Kconfig": .kconfig, "Kconfig.debug": .kconfig,
            "Makefile": .makefile, "Makefile.build": .makefile, "Kbuild": .makefile, "Kbuild.include": .makefile,
            "defconfig": .defconfig, "zfcpdump_defconfig": .defconfig, "kvm_guest.config": .defconfig,
            ".config": .defconfig, "vfio.rst": .documentation, "vfio.txt": .documentation, "README": .documentation,
            "Makefile.rst": .documentation, "a.cc": nil, "c": nil, "": nil, "a.c.orig": nil,
            "kconfig": nil, "a.S": nil, "a.o": nil,
        ]
        for (name, kind) in kinds { #expect(FileKind(fileName: name) == kind, "\(name)") }
    }

    @Test func linksAndVersionControl() throws {
        folder.write("mdev_get", to: "real/a.c")
        folder.write("mdev_get", to: ".hidden/a.c")
        for name in [".git", ".hg", ".svn"] { folder.write("mdev_get", to: "\(name)/a.c") }
        for (link, target) in [("real/loop", ".."), ("linked", "real"), ("link.c", "real/a.c"), ("lost.c", "nowhere")] {
            symlink(target, folder.path + "/" + link)
        }
        mkfifo(folder.path + "/pipe.c", 0o600)
        #expect(try found() == [".hidden/a.c", "real/a.c"])

        let result = try TreeSearch(words: [.cSource: ["mdev_get"]]).run(
            roots: [folder.path + "/linked", folder.path + "/link.c", folder.path + "/.git"])
        #expect(result.candidates.map(\.path) == [".git/a.c", "link.c", "linked/a.c"].map { folder.path + "/" + $0 })
        #expect(result.problems.isEmpty)
    }

    @Test func notTexts() throws {
        folder.write("mdev_get \0", to: "binary.c")
        folder.write("\0", to: "dull.c")
        folder.write("mdev_get" + String(repeating: " ", count: 8192) + "\0", to: "late.c")
        let result = try TreeSearch(words: [.cSource: ["mdev_get"]]).run(roots: [folder.path])
        #expect(result.candidates.map(\.path) == [folder.path + "/late.c"])
        #expect(
            result.problems == ["\(folder.path)/binary.c: not a text (a zero byte near its start), left out"])
    }

    @Test func rootsThatAreFiles() throws {
        for (name, text) in [("a.c", "int x;"), ("b.inc", "mdev_get"), ("Kconfig", ""), ("z.c", "mdev_get")] {
            folder.write(text, to: name)
        }
        let names = ["z.c", "b.inc", "a.c", "Kconfig"]
        let result = try TreeSearch(words: [.cSource: ["mdev_get"]]).run(
            roots: names.map { folder.path + "/" + $0 } + [folder.path, folder.path + "//./a.c"])
        #expect(
            result.candidates
                == [
                    Candidate(path: folder.path + "/Kconfig", kind: .kconfig, bytes: [], hasWord: false),
                    Candidate(path: folder.path + "/a.c", kind: .cSource, bytes: Array("int x;".utf8), hasWord: false),
                    Candidate(
                        path: folder.path + "/b.inc", kind: .cSource, bytes: Array("mdev_get".utf8), hasWord: true),
                    Candidate(path: folder.path + "/z.c", kind: .cSource, bytes: Array("mdev_get".utf8), hasWord: true),
                ])
    }

    @Test func rootsThatAreNot() {
        let search = TreeSearch(words: [.cSource: ["mdev_get"]])
        mkfifo(folder.path + "/pipe", 0o600)
        folder.write("", to: "file.c")
        #expect(throws: TreeSearchError.noSuchPath(folder.path + "/none")) {
            try search.run(roots: [folder.path, folder.path + "/none"])
        }
        #expect(throws: TreeSearchError.noSuchPath("")) { try search.run(roots: [""]) }
        #expect(throws: TreeSearchError.noSuchPath(folder.path + "/file.c/x")) {
            try search.run(roots: [folder.path + "/file.c/x"])
        }
        #expect(throws: TreeSearchError.neitherFileNorFolder(folder.path + "/pipe")) {
            try search.run(roots: [folder.path + "/pipe"])
        }
    }

    @Test func countsAndOrderDoNotDependOnThreads() throws {
        for index in 0..<400 {
            folder.write(index % 7 == 0 ? "mdev_get\r\n" : "none\r\n", to: "d\(index % 13)/e\(index % 3)/f\(index).c")
        }
        folder.write("mdev_get", to: "unread.py")
        let results = try [1, 2, 8].map {
            try TreeSearch(words: [.cSource: ["mdev_get"]], threads: $0).run(roots: [folder.path])
        }
        for result in results {
            #expect(result.candidates == results[0].candidates)
            #expect(result.candidates.count == 58)
            #expect(result.candidates.first?.bytes == Array("mdev_get\r\n".utf8))
            #expect(result.filesSeen == 401)
            #expect(result.filesRead == 400)
            #expect(result.bytesRead == 58 * 10 + 342 * 6)
        }
        let paths = results[0].candidates.map { Array($0.path.utf8) }
        #expect(paths == paths.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test func largeFilesAreNoted() throws {
        folder.write("mdev_get", to: "large.c")
        folder.write("mdev_get", to: "small.c")
        truncate(folder.path + "/large.c", TreeSearch.sizeLimit + 1)
        let result = try TreeSearch(words: [.cSource: ["mdev_get"]]).run(roots: [folder.path])
        #expect(result.candidates.map(\.path) == [folder.path + "/small.c"])
        #expect(result.problems == ["\(folder.path)/large.c: too large, not searched"])
    }

    @Test func pathsLongerThanTheSystemTakes() throws {
        let name = String(repeating: "n", count: 250)
        var descriptor = open(folder.path, O_RDONLY | O_DIRECTORY)
        for _ in 0..<40 {
            #expect(mkdirat(descriptor, name, 0o700) == 0)
            let next = openat(descriptor, name, O_RDONLY | O_DIRECTORY)
            close(descriptor)
            descriptor = next
        }
        let file = openat(descriptor, "a.c", O_WRONLY | O_CREAT, 0o600)
        #expect(write(file, "mdev_get", 8) == 8)
        close(file)
        close(descriptor)
        #expect(try found() == [String(repeating: name + "/", count: 40) + "a.c"])
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func whatMayNotBeReadIsNoted() throws {
        folder.write("mdev_get", to: "closed/a.c")
        folder.write("mdev_get", to: "closed.c")
        folder.write("mdev_get", to: "open.c")
        chmod(folder.path + "/closed", 0)
        chmod(folder.path + "/closed.c", 0)
        let result = try TreeSearch(words: [.cSource: ["mdev_get"]]).run(roots: [folder.path])
        chmod(folder.path + "/closed", 0o700)
        #expect(result.candidates.map(\.path) == [folder.path + "/open.c"])
        #expect(
            result.problems == ["closed.c", "closed"].map { "\(folder.path)/\($0): Permission denied" })
    }

    @Test func progressIsTold() throws {
        for index in 0..<100 { folder.write("", to: "\(index).c") }
        let told = Told()
        let result = try TreeSearch(words: [.cSource: ["mdev_get"]], threads: 1).run(roots: [folder.path]) {
            told.count = $0
        }
        #expect(result.filesSeen == 100)
        #expect(told.count > 0 && told.count <= 100)
    }
}

@Suite struct NeedleTests {
    @Test func everyWordHasANeedle() {
        let words: Set<String> = [
            "mdev_get", "mdev_parent_ops", "to_mdev_driver", "vfio_add_group_dev", "vfio_device_data", "a", "ab", "_",
        ]
        let cover = Needle.cover(of: words)
        for word in words {
            #expect(cover.contains { word.utf8.map(\.self).firstRange(of: $0.bytes) != nil }, "\(word)")
        }
        #expect(cover.count == 5)
        #expect(cover == Needle.cover(of: words))
    }

    @Test func rareBytesComeFirst() {
        let needle = Needle(Array("mdev".utf8))
        #expect((needle.first, needle.second) == (0, 3))
        #expect(Needle(Array("x".utf8)).second == 0)
    }
}

/// Written by the thread that searches only.
private final class Told: @unchecked Sendable {
    var count = 0
}

/// A folder that goes with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/tree-search.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no temporary folder") }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    func write(_ text: String, to name: String) {
        let file = URL(fileURLWithPath: path).appending(path: name)
        try! FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try! Data(text.utf8).write(to: file)
    }

    deinit {
        // Not FileManager: it gives up at paths longer than PATH_MAX.
        let remover = Process()
        remover.executableURL = URL(fileURLWithPath: "/bin/rm")
        remover.arguments = ["-rf", path]
        try? remover.run()
        remover.waitUntilExit()
    }
}
