// SPDX-License-Identifier: Apache-2.0
import Foundation
import Subprocess
import SystemPackage

/// Another program is started directly, never through a shell.
public struct ToolCall: Sendable {
    public enum Failure: Error, Sendable, Hashable {
        /// No program of this name is there.
        case notFound
        /// It could not be started, or what it printed could not be read.
        case broken(String)
    }

    public struct Answer: Sendable {
        public var exitCode: Int
        public var output: [UInt8]
        public var errors: String

        /// The first line of the output without its end.
        public var line: String { String(decoding: output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self) }

        /// What the program had to say of its failure.
        public var complaint: String {
            let lines = errors.split(whereSeparator: \.isNewline)
            return lines.first.map(String.init) ?? "exit status \(exitCode) and no message"
        }
    }

    public var name: String
    public var arguments: [String]
    /// Changes to what this program was given; nil: not there.
    public var environment: [String: String?]
    public var directory: String?
    public var input: [UInt8]

    public init(
        _ name: String, _ arguments: [String], environment: [String: String?] = [:], directory: String? = nil,
        input: [UInt8] = []
    ) {
        self.name = name
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.input = input
    }

    /// The input as a file without a name. Into a pipe that the other program does not read to its end nobody can write
    /// without a signal, which would end this one.
    private func inputFile() throws(Failure) -> UnsafeMutablePointer<FILE> {
        guard let file = tmpfile() else {
            throw .broken("no temporary file can be made: \(String(cString: strerror(errno)))")
        }
        guard input.isEmpty || fwrite(input, input.count, 1, file) == 1, fflush(file) == 0 else {
            fclose(file)
            throw .broken("its input cannot be written")
        }
        rewind(file)
        return file
    }

    public func answer() async throws(Failure) -> Answer {
        let file = try inputFile()
        defer { fclose(file) }
        var changes: [Environment.Key: String?] = [:]
        for (key, value) in environment {
            if let key = Environment.Key(rawValue: key) { changes[key] = .some(value) }
        }
        do {
            let result = try await run(
                .name(name), arguments: Arguments(arguments), environment: Environment.inherit.updating(changes),
                workingDirectory: directory.map { .init($0) },
                input: .fileDescriptor(FileDescriptor(rawValue: fileno(file)), closeAfterSpawningProcess: false),
                output: .bytes(limit: .max),
                error: .string(limit: 1 << 20))
            let code =
                switch result.terminationStatus {
                case .exited(let code): Int(code)
                case .signaled(let signal): 128 + Int(signal)
                }
            return Answer(exitCode: code, output: result.standardOutput, errors: result.standardError)
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw .notFound
        } catch {
            throw .broken("\(error)")
        }
    }
}
