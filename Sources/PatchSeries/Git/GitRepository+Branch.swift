// SPDX-License-Identifier: Apache-2.0

extension GitRepository {
    /// - Throws: `PatchError` when a branch cannot have this name, or another one has it.
    public func checkBranch(_ name: String) async throws(PatchError) {
        let format = try await GitCall.answer(["check-ref-format", "refs/heads/" + name])
        guard format.exitCode == 0, !name.hasPrefix("-") else {
            throw PatchError("--branch \(name): not a name that git takes for a branch")
        }
        let known = try await GitCall.answer(["-C", root, "show-ref", "--verify", "--quiet", "refs/heads/" + name])
        guard known.exitCode != 0 else { throw PatchError("--branch \(name): this branch exists already") }
    }

    /// The one thing that is ever written to the user's repository: objects, and then one name for them. No hook runs.
    func addBranch(_ name: String, at commit: String, packs: [[UInt8]]) async throws(PatchError) {
        for pack in packs { _ = try await GitCall.output(["-C", root, "unpack-objects", "-q"], input: pack) }
        let none = String(repeating: "0", count: commit.count)
        _ = try await GitCall.output([
            "-C", root, "-c", "core.hooksPath=/dev/null", "update-ref", "-m", "mdevport patch", "refs/heads/" + name,
            commit, none,
        ])
    }
}
