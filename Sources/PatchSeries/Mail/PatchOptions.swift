// SPDX-License-Identifier: Apache-2.0

/// What the mails of a series look like.
public struct PatchOptions: Sendable {
    /// `-v`; nil for the first version.
    public var version: Int?
    /// Between the brackets of the subject.
    public var prefix = "PATCH"
    /// Asked for by the user, beside whom the tree names.
    public var to: [Mailbox] = []
    public var cc: [Mailbox] = []
    public var signsOff = false

    public init() {}
}
