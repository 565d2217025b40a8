// SPDX-License-Identifier: Apache-2.0
import ToolCalls

/// How git is called here: nothing of the environment tells it where its repository is, no lock is taken for the sake of
/// speed, messages come in one language.
enum GitCall {
    private static let environment: [String: String?] = [
        "GIT_DIR": nil, "GIT_WORK_TREE": nil, "GIT_INDEX_FILE": nil, "GIT_COMMON_DIR": nil, "GIT_NAMESPACE": nil,
        "GIT_OBJECT_DIRECTORY": nil, "GIT_ALTERNATE_OBJECT_DIRECTORIES": nil, "GIT_PREFIX": nil, "GIT_DIFF_OPTS": nil,
        "GIT_EXTERNAL_DIFF": nil, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0",
        "GIT_LITERAL_PATHSPECS": "1", "GIT_PAGER": "cat", "LC_ALL": "C",
    ]

    static func answer(
        _ arguments: [String], environment changes: [String: String?] = [:], input: [UInt8] = []
    ) async throws(PatchError) -> ToolCall.Answer {
        let call = ToolCall(
            "git", arguments, environment: environment.merging(changes) { $1 }, directory: nil, input: input)
        do { return try await call.answer() } catch {
            switch error {
            case .notFound: throw PatchError("git was not found, and the files are in a git repository")
            case .broken(let message): throw PatchError("git cannot be used: \(message)")
            }
        }
    }

    /// The answer of a call that must not fail.
    static func output(
        _ arguments: [String], environment: [String: String?] = [:], input: [UInt8] = []
    ) async throws(PatchError) -> ToolCall.Answer {
        let answer = try await answer(arguments, environment: environment, input: input)
        guard answer.exitCode == 0 else {
            let command = arguments.first { !$0.hasPrefix("-") && !$0.contains("/") && !$0.contains("=") }
            throw PatchError("git \(command ?? "") failed: \(answer.complaint)")
        }
        return answer
    }
}
